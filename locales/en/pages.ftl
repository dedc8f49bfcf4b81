# Pages for people in a browser.

upload-page-title = Send a recording
upload-page-lead = The text will come to the chat where you asked for it.
upload-page-lead-named = { $name } is too large for Telegram. Send it here, and the text will come to the chat.
upload-page-choose = Choose a file
upload-page-choose-other = Choose another file
upload-page-drop = or drop it here
upload-page-limits = Sound or video, up to { BYTES($limit) }. The link is good for one file and for another { SPAN($left) }.
upload-page-send = Send
upload-page-cancel = Cancel
upload-page-again = Try again
upload-page-progress = Sending
upload-page-left = { $time } left
upload-page-checking = Almost there: the file is being looked at…
upload-page-cancelled = Cancelled. Nothing was kept.
upload-page-lost = The connection broke off, and nothing was kept.
upload-page-lost-hint = Check your connection and try again.
upload-page-too-large = This file is too large: at most { BYTES($limit) } are accepted.
upload-page-one = Only one file, please: this link takes one.
upload-page-done-title = The recording is here
upload-page-done = The text will come to the chat. You can close this page.
upload-page-failed-title = This did not work
upload-page-footer = Efir turns recordings into text
