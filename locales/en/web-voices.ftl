# The dashboard: voices that are known again.

web-voices = Voice profiles
web-voices-known = People who are known by their voice
web-voices-hint = In new recordings in which speakers are told apart, these people get their names by themselves.
web-voices-none = No voice is known yet
web-voices-none-hint = Choose a recording in which somebody speaks, and say who it is.
web-voices-consent-title = A voice is personal
web-voices-consent-note = What somebody sounds like is kept as numbers, on this server alone, and only for people who agreed. Forget a profile, and it is gone at once.
web-voice-add = Add a voice
web-voice-keep = Keep this voice
web-voice-recording = Recording
web-voice-recording-find = Find by name
web-voice-recording-none = No finished recording has such a name.
web-voice-recording-gone = A recording that was deleted
web-voice-speaker = Whose voice is it?
web-voice-speakers-none = Speakers were not told apart in this recording. Take another one, or send it again with speakers.
web-voice-hear = Hear { $name }
web-voice-stop = Stop
web-voice-name = Name
web-voice-agreed = This person agreed that their voice is kept and recognised
web-voice-rename = Rename
web-voice-rename-hint = For recordings from now on. Those that are named already stay as they are.
web-voice-sample-add = Add another recording
web-voice-sample-of = Another recording of { $name }
web-voice-samples = Recordings that { $name } is known by
web-voice-since = since
web-voice-recognised = { $count ->
    [0] not heard again yet
    [one] known again in { $count } recording
   *[other] known again in { $count } recordings
}
web-voice-forget = Forget
web-voice-forget-title = Forget this voice?
web-voice-forget-question = What { $name } sounds like is gone at once. Names that were given stay.
