# The dashboard: transcripts as files, one and many.

web-format-txt-times = Text with times (.txt)
web-exports-action = Export
web-exports-title = { $count ->
    [one] Export { $count } transcript
   *[other] Export { $count } transcripts
}
web-exports-format = As files of this kind
web-exports-hint = One archive with a file for each recording. Recordings without a transcript are left out.
web-exports-download = Download
web-exports-left-out = { $count ->
    [one] { $count } recording has no transcript yet and was left out.
   *[other] { $count } recordings have no transcript yet and were left out.
}
web-copy-failed = The browser does not let us copy. Download the text instead.
