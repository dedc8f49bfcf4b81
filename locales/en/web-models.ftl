# The dashboard: engines and models.

web-models = Engines and models
web-engines = What recognises
web-engines-hint = Programs that turn speech into words, as they were heard of last.
web-engines-none = No worker was heard within the last hour. Recordings wait until one is there.
web-engine-load = { $slots ->
    [one] { $running } of { $slots } place taken
   *[other] { $running } of { $slots } places taken
}
web-engine-seen = Heard last:
web-engine-present = Works
web-engine-gone = Away
web-models-here = Models that are here
web-models-here-hint = The model for each language is chosen by itself. Whoever runs the server can set another one.
web-models-none = None yet: what recognises here needs none, or brings its own when the first recording comes.
web-models-more = More models
web-models-more-hint = They are brought onto this server once, and everybody uses them.
web-models-all = Every model that there is to have is here.
web-model-standard = Standard
web-model-kind-speech-detector = Finds speech
web-model-kind-speaker-segmentation = Speakers
web-model-kind-speaker-embedding = Speakers
web-languages-count = { $count ->
    [one] { $count } language
   *[other] { $count } languages
}
web-bytes = { BYTES($bytes) }
web-model-about = { $name ->
   *[other] { $about }
}
web-model-bring = Download
web-model-bring-one = Download { $name }
web-model-again-one = Try again: download { $name }
web-model-stop = Stop
web-model-stop-one = Stop the download of { $name }
web-model-stopped = Stopped. What has come is kept for the next time.
web-model-progress = { $name }: downloaded
web-model-stage-waiting = Waits
web-model-stage-downloading = Is being downloaded
web-model-stage-testing = Is being tried out
