# The dashboard: the ways in.

web-send-files = Choose files
web-ways-in = Other ways in
web-way-record = Record
web-way-link = From a link
web-way-options = Options
web-ways-words = upload, send, add
web-drop-here = Drop to send
web-uploads = Being sent
web-uploads-open = { $count ->
    [one] { $count } file is being sent
   *[other] { $count } files are being sent
}
web-uploads-paused = { $count ->
    [one] { $count } file is paused
   *[other] { $count } files are paused
}
web-uploads-lost = { $count ->
    [one] { $count } file has to be chosen again
   *[other] { $count } files have to be chosen again
}
web-uploads-ended = Done
web-uploads-failed = { $count ->
    [one] { $count } file was not taken
   *[other] { $count } files were not taken
}
web-uploads-left = { $share } % · { SPAN($seconds) } left
web-uploads-share = { $share } %
web-uploads-hold-network = The connection is gone. This goes on by itself as soon as it is back.
web-uploads-hold-session = This goes on once you have signed in again.
web-uploads-hold-server = The server is busy. This goes on by itself in a moment.
web-uploads-hold-full = The server’s disk is full. This goes on by itself once there is room again.
web-uploads-hold-tenant = You went to another account in another tab. This goes on once you are back in this one.
web-uploads-aside = { $count ->
    [one] { $count } file waits for you in the other account. It goes on when you are back there.
   *[other] { $count } files wait for you in the other account. They go on when you are back there.
}
web-uploads-pause-all = Pause all
web-uploads-resume-all = Go on with all
web-uploads-clear = Clear those that are done
web-uploads-fold = Make smaller
web-uploads-unfold = Show the files
web-upload-progress = { $name }: sent
web-upload-waits = Waits
web-upload-paused = Paused at { $share } %
web-upload-sent = { BYTES($sent) } of { BYTES($bytes) }
web-upload-pace = { BYTES($sent) } of { BYTES($bytes) } · { BYTES($pace) } a second
web-upload-left = { BYTES($sent) } of { BYTES($bytes) } · { BYTES($pace) } a second · { SPAN($seconds) } left
web-upload-arrived = All is there, one moment…
web-upload-lost = The browser has not kept this file. Choose it again, and it goes on from { $share } %.
web-upload-choose = Choose
web-upload-choose-again = Choose { $name } again
web-upload-other-file = This is another file. Choose “{ $name }” as it was: { BYTES($bytes) }.
web-upload-done = Sent
web-upload-pause = Pause { $name }
web-upload-resume = Go on with { $name }
web-upload-retry = Send { $name } again
web-upload-cancel = Take { $name } off
web-upload-cancel-title = Stop sending this file?
web-upload-cancel-question = What has come of “{ $name }” so far will be gone.
web-upload-cancel-yes = Stop sending

web-options-title = How to take your recordings
web-options-hint = Your choice stays for what you send next. Files that have begun keep theirs.
web-options-language = Spoken language
web-options-language-auto = Found by itself
web-options-speakers = Speakers
web-options-speakers-auto = As set up here
web-options-speakers-off = Not told apart
web-options-speakers-on = Told apart
web-options-speakers-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
web-options-model = Speech model
web-options-model-auto = The best one that is there
web-options-words = Words that are likely to be said
web-options-words-hint = Names and terms, with commas between. They come on top of the vocabulary.
web-options-done = Done
web-options-reset = As at first

web-link-title = From a link
web-link-address = Address of the audio or video
web-link-hint = Efir fetches it. The link has to lead to the file itself, and everybody must be able to open it.
web-link-invalid = An address begins with http:// or https://
web-link-send = Fetch it
web-link-taken = “{ $name }” is being fetched.

web-leave-title = Sign out now?
web-leave-question = What is being sent stops, and sound that was not sent is gone.
web-leave-yes = Sign out
