# The dashboard.

web-skip = To the content
web-loading = Loading
web-preferences = Language and colours
web-colours-auto = As the system
web-colours-light = Light
web-colours-dark = Dark
web-offline = There is no network. What is loaded stays readable; the rest comes when you are back.
web-failed = Something went wrong.
web-failed-hint = Try again in a moment.
web-unreachable = The server does not answer.
web-unreachable-hint = Check your connection, and that Efir is running.
web-request-id = Request { $id }
web-try-again = Try again
web-unknown-page = There is nothing here
web-unknown-page-hint = The address may be mistyped, or what was here is gone.
web-to-recordings = To the recordings
web-close = Close
web-cancel = Cancel
web-save = Save

## Coming in

web-email = E-mail
web-password = Password
web-password-show = Show the password
web-password-hint = A few words that you remember make a good one.
web-name = Your name
web-sign-in = Sign in
web-sign-in-title = Sign in
web-sign-out = Sign out
web-session-over = You were signed out. Sign in to go on
web-setup-title = Welcome
web-setup-lead = You are the first one here, so you become the owner.
web-setup-code = Setup code
web-setup-code-hint = It is printed where the server was started.
web-set-up = Begin

## Recordings

web-recordings = Recordings
web-recordings-none = No recordings yet
web-recordings-none-hint = Drop audio or video anywhere on this page, or choose files. The words appear as they are recognised.
web-send-files = Choose files
web-drop-here = Drop to send
web-uploads = Being sent
web-uploads-open = { $count ->
    [one] { $count } file is being sent
   *[other] { $count } files are being sent
}
web-uploads-ended = Done
web-uploads-failed = { $count ->
    [one] { $count } file was not taken
   *[other] { $count } files were not taken
}
web-upload-progress = { $name }: sent
web-upload-waits = Waits
web-upload-sent = { BYTES($sent) } of { BYTES($bytes) }
web-upload-done = Sent
web-upload-retry = Send { $name } again
web-upload-cancel = Take { $name } off
web-actions = What to do with { $name }
web-cancel-recording = Stop
web-retry = Try again
web-delete = Delete
web-keep = Keep
web-delete-title = Delete this recording?
web-delete-question = “{ $name }”, its text and everything made of it will be gone for good.
web-progress = Recognised so far
web-left = { SPAN($seconds) } left
web-share = { $share } %
web-begins = Begins
web-waits = Waits
web-waits-next = Next in line
web-waits-behind = { $place ->
    [one] { $place } recording goes before it
   *[other] { $place } recordings go before it
}
web-state-failed = Failed
web-state-cancelled = Stopped
web-state-succeeded = Done

## Transcript

web-transcript = Transcript
web-listening = Listening…
web-not-begun = The words will appear here.
web-unintelligible = Nothing could be understood here.
web-export = Export
web-copy = Copy the text
web-copied = The text is copied.
web-format-txt = Text (.txt)
web-format-docx = Word document (.docx)
web-format-srt = Subtitles (.srt)
web-format-vtt = Web subtitles (.vtt)
web-format-tsv = Table (.tsv)
web-format-json = Everything, for programs (.json)
web-speakers = Who speaks
web-speaker = Speaker { $number }
web-speaker-none = Nobody named
web-rename-speaker = { $name }: rename
web-speaker-name = Name
web-speaker-name-hint = It stands everywhere in this transcript.
web-doubtful = { $count ->
    [one] { $count } doubtful word
   *[other] { $count } doubtful words
}
web-doubtful-former = Former doubtful word (Shift+D)
web-doubtful-next = Next doubtful word (D)
web-play-from = Play from { $time }
web-correct = Correct what is said at { $time }
web-segment-text = What is said
web-segment-speaker = Who says it
web-conflict = Somebody changed this meanwhile. It says now:
web-conflict-hint = Nothing of yours is saved yet. Save yours in its place, or keep theirs.
web-keep-theirs = Keep theirs
web-save-mine = Save mine
web-player = Player
web-play = Play
web-pause = Pause
web-speed = Speed: { $rate }
web-sound-missing = The sound cannot be played: it was deleted, or this browser does not know its format.
