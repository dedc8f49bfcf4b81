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
web-doubtful-former = Previous doubtful word (Shift+D)
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
web-author-gone = Somebody who left
web-author-key = { $name } (API key)
web-author-itself = Efir
web-undo = Undo my last change
web-redo = Make it again
web-undone = The change is undone.
web-redone = The change is made again.
web-returned = The earlier version is back.
web-others-changed = Just changed by { $name }
web-unsaved = Not saved: go on writing
web-segment-long = That is too long for one passage: it takes { NUMBER($longest) } letters at most. What was there stays.
web-segment-menu = What to do with what is said at { $time }
web-confirm = All of it is right
web-doubtful-right = It is right as it stands (C)
web-select = Choose, to say who speaks
web-deselect = Do not choose
web-selected-one = Chosen
web-selected = { $count ->
    [one] { $count } passage chosen
   *[other] { $count } passages chosen
}
web-selection-clear = Choose nothing
web-said-by = Said by…
web-speaker-new = Another speaker
web-speaker-hear = Hear them
web-hear-speaker = Hear { $name }
web-speaker-same = The same person as
web-speaker-choose = Nobody
web-speaker-merge = Make one of both
web-speaker-overtaken = Somebody has called them “{ $name }” meanwhile. Save yours in its place, or leave it.
web-speaker-mine = Save mine
web-transcript-tools = Tools for the text
web-transcript-empty = Nothing is said in this recording.
web-so-far = What was recognised until then
web-find = Find in this transcript
web-find-count = { $count ->
    [0] Nothing
   *[other] { $at } of { NUMBER($count) }
}
web-find-former = Previous place
web-find-next = Next place
web-copy-words = The words alone
web-copy-speakers = With who speaks
web-copy-all = With who speaks and when
web-copy-segment = Copy what is said
web-copy-marked = Copy
web-copy-link = Copy a link to this moment
web-copied-part = Copied.
web-link-copied = The link is copied. It opens for people who have access here.
web-marked = Words that you marked
web-highlight = Highlight
web-note = Note
web-note-write = Write a note
web-note-long = A note takes 5,000 letters at most.
web-highlights = { $count ->
    [0] Highlights
   *[other] Highlights ({ $count })
}
web-highlights-title = Highlights and notes
web-highlights-none = Mark words in the text to highlight them or to note something. H highlights what is being heard.
web-highlights-none-viewer = Nobody has highlighted anything yet.
web-highlight-delete = Delete the highlight
web-highlight-delete-title = Delete this highlight and its note?
web-versions = Changes
web-versions-title = Changes
web-versions-more = Earlier changes
web-version-return = Go back to this
web-return-title = Go back to this version?
web-return-question = The text becomes what it was on { $time }. Later changes stay in the list, so that you can come back.
web-change-undo = Undo this
web-change-transcribed = Recognised
web-change-corrected = { $count ->
    [one] Corrected
   *[other] Corrected in { $count } places
}
web-change-named = Named
web-change-merged = Made one speaker of several
web-change-split = Told another speaker apart
web-change-reverted = Went back to version { $version }
web-change-undone = Undid a change
web-change-checked = Listened to: it is right
web-change-more = { $count ->
    [one] and { $count } more place
   *[other] and { $count } more places
}
web-words-gone = Taken out:
web-words-new = Put in:
web-wave-speech = Where somebody speaks
web-video = Picture
web-video-show = Show the picture
web-video-hide = Hide the picture
web-video-larger = Larger
web-video-smaller = Smaller
web-video-whole = Whole screen
web-captions-show = Show what is said
web-captions-hide = Hide what is said
web-key-find = Find in this transcript
web-key-link = Copy a link to this moment
web-key-highlights = Highlights and notes
web-key-versions = Changes
web-key-confirm = This sentence is right as it stands
web-key-highlight = Highlight the marked words, or this sentence
web-key-select = Select this sentence
web-key-select-reach = Select all up to this sentence
web-key-undo = Undo my last change
web-key-redo = Redo what I have undone
web-gone = This recording was deleted while it was open.
