# The dashboard: recordings.

web-recordings = Recordings
web-recordings-none = No recordings yet
web-recordings-none-hint = Drop audio or video anywhere on this page, choose files, record with the microphone, or paste a link. The words appear as they are recognised.
web-actions = What to do with { $name }
web-cancel-recording = Stop
web-retry = Try again
web-delete = Delete
web-keep = Keep
web-delete-title = Delete this recording?
web-delete-question = “{ $name }”, its text and everything made of it will be gone for good.
web-progress = Recognised so far
web-left = about { SPAN($seconds) } left
web-share = { $share }% recognised
web-begins = Starting
web-ends = Finishing
web-fetching-begins = Opening the link
web-fetching = Downloading: { BYTES($bytes) }
web-fetching-of = Downloading: { BYTES($bytes) } of { BYTES($total) }
web-waits = Waiting for its turn
web-waits-next = Next in line
web-waits-behind = { $place ->
    [one] { $place } recording before it
   *[other] { $place } recordings before it
}
web-state-failed = Failed
web-state-cancelled = Stopped
web-state-succeeded = Done
