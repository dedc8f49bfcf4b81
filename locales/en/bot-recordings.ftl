# What the Telegram bot says of recordings, from the moment they are seen to the answer.

## While it is in work

bot-recording-accepted = Got it.
bot-recording-place = { $place ->
    [0] It is next.
    [one] { $place } recording goes first.
   *[other] { $place } recordings go first.
}
bot-recording-estimate = Ready in about { SPAN($seconds) }.
bot-recording-waiting = In line.
bot-recording-begun = Listening…
bot-recording-progress = Writing it down: { $percent } %.
bot-recording-speakers = All is heard. Telling the speakers apart…
bot-recording-left = About { SPAN($seconds) } left.
bot-recording-late = The recording does not arrive yet. I keep trying.

## How it ended

bot-recording-stopped = Stopped.
bot-recording-stopped-text = Stopped. This was heard until then:
bot-recording-deleted = Deleted: the recording, its text and all files made of it.
bot-recording-gone = This recording is no longer there.
bot-answer-empty = No speech was heard in this recording.
bot-answer-file = The text is in the file.
bot-answer-file-rest = It goes on in the file: the whole text is there.

## Remarks below a text

bot-note-low-quality-engine = A simple built-in engine wrote this down: many words may be wrong.
bot-note-engine-fallback = The engine that was wanted could not be used, so another one wrote this down.
bot-note-diarization-unavailable = The speakers could not be told apart.
bot-note-speaker-count-missed = { $wanted ->
    [one] One speaker was expected,
   *[other] { $wanted } speakers were expected,
} { $found ->
    [one] one was found.
   *[other] { $found } were found.
}
bot-note-language-assumed = Nobody named the language, so I took it for { LANGUAGE($language) }.
bot-note-unintelligible-parts = { $count ->
    [one] One part
   *[other] { $count } parts
} could not be understood ({ SPAN($seconds) }), marked […].
bot-note-shorter-than-announced = The recording says that it lasts { SPAN($announced) }, but only { SPAN($decoded) } are there.
bot-note-end-missing = The end of the recording is missing.

## What went wrong

bot-failed-ours = Something went wrong on our side, and the recording could not be written down. It is not lost: press “Again”.
bot-failed-damaged = This file is damaged and cannot be played.
bot-failed-media = Please send another file: any sound or film that plays will do.
bot-failed-download = Telegram does not hand the file over. Press “Again”, or send it once more.
bot-failed-file-gone = Telegram no longer has this file. Please send it once more.
bot-failed-link = { $reason ->
    [refused] The server of this link says no ({ $status }).
    [redirects] This link leads on and on, and never to a file.
   *[unreachable] Nobody answers at { $host }.
}
bot-failed-link-forbidden = This link cannot be opened: it leads to no public place on the web. Please send the file itself.
bot-failed-audio-gone = The sound of this recording is no longer kept. Please send it once more.
bot-too-large = This file is { BYTES($bytes) }. Telegram gives bots files of up to { BYTES($limit) }. Send it here instead, and the text comes into this chat:
bot-too-large-unknown = Telegram gives bots files of up to { BYTES($limit) }, and this one is larger. Send it here instead, and the text comes into this chat:
bot-too-large-at-all = This file is { BYTES($bytes) }; files of up to { BYTES($limit) } are accepted. A film becomes much smaller when only its sound is sent.
bot-too-large-at-all-unknown = This file is larger than { BYTES($limit) }, which is the limit. A film becomes much smaller when only its sound is sent.
bot-too-long = This recording lasts { SPAN($duration) }; up to { SPAN($limit) } are accepted. Please send it in parts.
bot-upload-over = The time of the upload link is over. Press “Again” for a new one.
bot-quota-user = You may send { SPAN($limit) } of sound within a day, and { SPAN($used) } came already. { $when ->
    [never] This recording alone is longer than that.
   *[other] There is room for this one again in { SPAN($seconds) }.
}
bot-quota-tenant = Everybody here together may send { SPAN($limit) } of sound within a day, and that is used up. { $when ->
    [never] This recording alone is longer than that.
   *[other] There is room for this one again in { SPAN($seconds) }.
}
bot-links-many = I take the first { $limit ->
    [one] link
   *[other] { $limit } links
} of a message. Please send the others in another one.

## Buttons below a recording

bot-button-stop = ⏹ Stop
bot-button-again = 🔁 Again
bot-button-upload = ⬆ Send the file
bot-button-times = 🕘 With times
bot-button-speakers = 👥 By speakers
bot-button-names = ✏ Names…
bot-button-language = 🌐 Language…
bot-button-model = 🧠 Another model…
bot-button-doubtful = 🔎 Doubtful: { $count }
bot-language-name = { LANGUAGE($code) }
bot-button-delete = 🗑 Delete
bot-button-delete-sure = 🗑 Yes, delete all of it
bot-button-back = ‹ Back
bot-button-more = More…
bot-button-on = Further ›
bot-button-language-auto = As it is spoken

## Below a file

bot-file-times = With times: before each paragraph stands when it was said.

## Over the chat

bot-toast-stopping = Stopped.
bot-toast-ended = This recording is not in work any more.
bot-toast-file = The file is on its way.
bot-toast-begun = Hearing it once more.
bot-toast-running = That is under way already.
bot-toast-not-ready = Its text is not ready.
bot-toast-no-models = No other model is installed here.
bot-toast-no-sound = The sound of this recording is no longer kept.
