# The dashboard: engines and models.

web-models = Engines and models
web-engines = Engines
web-engines-hint = Programs that turn speech into words.
web-engines-none = No worker was heard within the last hour. Recordings wait until one is there.
web-engine-load = { $slots ->
    [one] { $running } of { $slots } place taken
   *[other] { $running } of { $slots } places taken
}
web-engine-seen = Heard last:
web-engine-present = Works
web-engine-gone = Away
web-models-here = Installed models
web-models-here-hint = Each language gets its model by itself. Whoever runs the server can choose another one.
web-models-none = None yet. The engine needs none, or downloads its own with the first recording.
web-models-more = More models
web-models-more-hint = Downloaded once, for everybody on this server.
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
