# The dashboard: recording from the microphone.

web-microphone-title = Recording
web-microphone-asking = Waiting for the microphone. Your browser may ask whether Efir may use it.
web-microphone-forbidden = The browser does not let this page use the microphone. Allow it in the settings of this page, beside the address, and try again.
web-microphone-missing = No microphone was found. Connect one and try again.
web-microphone-busy = Something else holds the microphone. Close it and try again.
web-microphone-insecure = Browsers let pages use the microphone over https only. Open Efir by an address that begins with https://, or record elsewhere and send the file.
web-microphone-unknown = The microphone could not be opened.
web-microphone-elapsed = Recorded so far
web-microphone-recording = Everything is kept in this browser as you speak.
web-microphone-silent = Nothing is heard. Is the microphone muted?
web-microphone-paused = Paused
web-microphone-pause = Pause
web-microphone-resume = Go on
web-microphone-stop = Stop
web-microphone-torn = The microphone went away. What was recorded before is here.
web-take-title = Recorded
web-take-name = Recording of { $when }
web-takes = Recorded and not sent
web-take-unsent = Not sent yet · { SPAN($seconds) }
web-take-listen = Listen
web-take-send = Send
web-take-discard = Discard
web-take-discard-name = Discard { $name }
web-take-discard-title = Discard what was recorded?
web-take-discard-question = { SPAN($seconds) } of sound will be gone for good.
