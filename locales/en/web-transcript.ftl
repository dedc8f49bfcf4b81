# The dashboard: one transcript.

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
