# The dashboard: keys.

web-keys = Keys
web-keys-everywhere = Everywhere
web-keys-transcript = In a transcript
web-keys-then = then
web-keys-singles = Keys without { $mod }
web-keys-singles-hint = Switch them off when you dictate or press keys by accident.
web-key-help = Show the keys
web-key-commands = Find anything, do anything
web-key-search = Search all transcripts
web-key-play = Play, pause
web-key-back = Back 5 seconds
web-key-forward = Forward 5 seconds
web-key-segment-former = Previous sentence
web-key-segment-next = Next sentence
web-key-slower = Slower
web-key-faster = Faster
web-key-doubtful-next = Next doubtful word
web-key-doubtful-former = Previous doubtful word
web-key-correct = Correct this sentence
