# The dashboard: for how long things are kept.

web-retention = Retention
web-retention-what = For how long things are kept
web-retention-hint = Counted from the end of each recording. What is past its time is deleted within an hour, for good.
web-retention-standard = This is how the server is set. What you decide here counts for this account alone.
web-retention-audio-days = Sound and video
web-retention-audio-days-hint = The files themselves. Transcripts stay, but cannot be listened to any more.
web-retention-transcript-days = Transcripts
web-retention-transcript-days-hint = The words with their versions, notes and speakers.
web-retention-task-days = Work history
web-retention-task-days-hint = Finished tasks and what happened on their way.
web-retention-for-ever = For ever
web-retention-days = Days
web-retention-for = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
web-retention-losses = Will be deleted within an hour:
web-retention-loses-audio = { $count ->
    [one] the sound of { $count } recording, { BYTES($bytes) }
   *[other] the sound of { $count } recordings, { BYTES($bytes) }
}
web-retention-loses-transcripts = { $count ->
    [one] { $count } transcript
   *[other] { $count } transcripts
}
web-retention-loses-histories = { $count ->
    [one] the work history of { $count } recording
   *[other] the work history of { $count } recordings
}
web-retention-for-good = It is gone for good then.
web-retention-nothing = Nothing that is here now will be deleted.
web-retention-unknown = What this deletes could not be counted. What is past its time is deleted for good.
web-retention-title = Delete this?
web-retention-confirm = Delete and save
