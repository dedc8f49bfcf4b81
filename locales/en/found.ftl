# What a file turned out to be, where it is no recording. The sniffer names it ("a PDF document"); the name without its
# article and without what stands in capitals or brackets makes the id, and that is the label.

found-document = a document ({ $label })
found-office-document = an office document ({ $label })
found-archive = an archive ({ $label })
found-file = a file of another kind ({ $label })
found-image = an image ({ $label })
found-font = a font ({ $label })
found-playlist = a playlist ({ $label })
found-session-description = a session description ({ $label })
found-subtitles = subtitles ({ $label })
found-plain-text = plain text
found-unknown-data = unknown data
found-empty-file = an empty file
found-web-page = a web page
found-program = a program
found-database = a database
found-file-notes-no-sound = a MIDI file: notes, no sound
found-audio = audio ({ $label })
found-video = video ({ $label })
found-media = media ({ $label })
