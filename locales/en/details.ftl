# What exactly went wrong, as it is told where it happens: src/texts/translate-details.ts finds it again by these texts.

## What the system says

detail-system = { $said } ({ $errno })
detail-redis = Redis at { $server }: { $words }
detail-rabbitmq = RabbitMQ at { $server }: { $words }
detail-two = { $one }; { $two }
detail-late = no answer in time
detail-late-seconds = no answer within { $number } s
detail-http = HTTP { $number }
detail-http-said = HTTP { $number }: { $words }
detail-host-unknown = { $host } is not found ({ $errno })
detail-host-unreachable = { $host } cannot be reached ({ $errno })
detail-no-file = not a file
detail-no-regular-file = it is not a regular file
detail-no-text = not UTF-8 text
detail-no-json = not JSON: { $words }
detail-port-refused = its port is one that is never called
detail-disk-full = no space is left on the disk
detail-may-not-write = { $place } may not be written
detail-events-broken = the events broke off
detail-exit = exit code { $number }
detail-exit-said = exit code { $number }: { $words }
detail-signal = signal { $signal }
detail-signal-said = signal { $signal }: { $words }

## Engines

detail-not-installed = not installed
detail-it-not-installed = it is not installed
detail-unknown-model = neither installed nor in the catalogue
detail-language-not-known = it does not know { $language }
detail-detector-not-installed = silero-vad is not installed
detail-why = { $what }: { $words }
detail-pull-diarization = { $what }: { $words } (efir models pull diarization)
detail-kinds-missing = no model of { $kinds } is installed
detail-engine-without-model = no model for { $engine } is installed (efir models add FOLDER)
detail-no-transcribe-server = TRANSCRIBE_SERVER_URL names no server
detail-no-openai-server = OPENAI_COMPATIBLE_URL names no server
detail-package-missing = the npm package { $package } is not installed
detail-package-missing-here = the npm package { $package } is not installed, or not for { $machine }
detail-package-without-binary = { $package } has no binary for { $machine }
detail-pocketsphinx-missing = pocketsphinx is not installed (apt-get install pocketsphinx pocketsphinx-en-us)
detail-in-setting = { $words } (WHISPER_CPP_SERVER)
detail-program-missing = { $program } is not there
detail-program-foreign = { $program } is no whisper-server of whisper.cpp, or too old
detail-processor-only = the build of sherpa-onnx here is for the processor only, there is no { $library } beside it
detail-no-card = no NVIDIA graphics card is visible
detail-only-providers = there is only { $list } and { $last }
detail-built-without = { $program } was built without it, or finds no such device
detail-not-loaded-within = the model did not load within { $number } s
detail-still-coming = it did not come within { $number } s
detail-no-life = no sign of life for { $number } s
detail-closed = closed
detail-nothing-to-change = nothing is to be changed: give file_name or priority
detail-ended-before = it had ended before
detail-ended-for-another = ended to stop another piece
detail-ends-with = { $program } ended with { $words }
detail-sent-elsewhere = it sends us elsewhere ({ $words }), where the key does not belong
detail-no-transcription = the answer of { $name } is no transcription
detail-model-not-loaded-yet = the model is not loaded yet
detail-no-model-loaded = no model is loaded
detail-server-stopping = the server is stopping

## Files of models

detail-neither-model = it has neither an ONNX file with a tokens.txt nor a ggml-*.bin
detail-several-onnx = its folder holds { $number } ONNX files, and none is called { $name }
detail-no-onnx = its folder lacks an ONNX file
detail-folder-lacks = its folder lacks { $file }
detail-file-missing = { $file } is missing
detail-file-bytes = { $file } has { $number } bytes instead of { $most }
detail-not-pinned = { $file } is not the file that was pinned
detail-came-wrong = { $file } came with { $number } bytes and SHA-256 { $sum }, expected { $most } and { $wanted }
detail-file-empty = { $file } is empty
detail-no-onnx-model = { $file } is no ONNX model
detail-onnx-broken = { $file } breaks off: it has { $number } bytes where { $most } or more belong
detail-onnx-short = { $file } breaks off: it has { $number } bytes
detail-metadata-lacks = its metadata lacks { $key }
detail-encoder-lacks = the encoder's metadata lacks { $key }
detail-other-kind = { $what }, and the files stand for { $kind }
detail-no-type = its metadata names no model_type
detail-other-type = it is a model of the type { $type }
detail-no-blank = tokens.txt has no blank
detail-tokens-differ = tokens.txt has { $number } tokens, and the model { $most }
detail-last-token = the last token of tokens.txt is not <blk>
detail-no-whisper-of-languages = it is no Whisper model of several languages
detail-file-for-folder = { $path } is a file, and the folder with all files of the model is wanted
detail-bad-model-name = “{ $name }” cannot be a model's name: letters, digits, dots, dashes and underscores make one

## Recordings

detail-codec-unknown = { $format }: unknown audio codec
detail-slow-to-open = it takes too long to open
detail-only-head = only its first bytes make sense
detail-no-probe = no readable answer from ffprobe
detail-slow-to-decode = decoding took too long
detail-decoder-ended = the decoder was ended by { $signal }

## What a request says

detail-speakers-twice = give their number, or min_speakers and max_speakers, not both
detail-speakers-crossed = { $number } is more than max_speakers, which is { $most }
detail-speakers-by-channel = each channel is one speaker, so no number of speakers goes with it
detail-diarize-false = false does not go with speakers, min_speakers, max_speakers and by_channel
detail-entries-too-many = there are { $number }, and at most { $most } are taken
detail-entry-too-long = { $entry } is longer than { $most } characters
detail-entry-control = { $entry } holds control characters
detail-entry-empty = an entry is empty
detail-hot-words-list = is to be words with commas between, or a JSON list of texts
detail-spellings-list = is to be a list of { $example }
detail-spelling-each = each is to be { $example }, not { $given }

## What settings accept

accepts-duration = a duration such as 30s, 15m, 12h or 7d
accepts-or-never = { $what }; 0s: never
accepts-size = a size such as 500MB or 2GiB
accepts-days = a number of days such as 30d
accepts-routes = entries such as ru=gigaam-v3-ctc,*=whisper-small: a language code, or * for all others, and a model or an engine
accepts-list = { $list } or { $last }
accepts-list-and = { $list } and { $last }
accepts-web-address = an http:// or https:// URL
accepts-web-address-alone = an http:// or https:// address without a password, with or without /v1
accepts-web-addresses = http:// or https:// addresses separated by commas
accepts-bot-api = an https:// URL (http:// for a Bot API server of your own)
accepts-port = a port, 1 to 65535
accepts-port-or-any = a port, 0 to 65535 (0: any free one)
accepts-tenant = the id of a tenant
accepts-folder = a folder
accepts-folder-absolute = a folder, as an absolute path
accepts-file-url = a file:///folder URL
accepts-postgres = a postgres:// URL
accepts-broker = inprocess:, or a URL of redis://, rediss:// (TLS), redis+unix://localhost/path, amqp:// or amqps://
accepts-program = the path of a program
accepts-queue = the name of a queue, up to 255 bytes
accepts-model-name = the name of a model
accepts-model = a model of `efir models list`
accepts-origins = origins separated by commas, or *
accepts-services = names of services, separated by commas
accepts-people = ids of people and groups, and @names of people, with commas between them
accepts-hosts = host names, addresses or blocks such as 10.0.0.0/8, separated by commas
accepts-host = a host name or address
accepts-listen = an address to listen at
accepts-key = an API key
accepts-key-short = a key of up to 1000 characters without blanks
accepts-key-long = a key of 16 to 500 characters without blanks
accepts-number-between = a whole number, { $number } to { $most }
accepts-threads = a whole number, 0 to 64 (0: one, with a piece of speech on each core, where the engine can do that)
accepts-slots = a whole number, 0 to 64 (0: two for each core, at least 4)
accepts-number = a whole number from { $number }
accepts-number-no-limit = a whole number from 0 (0: no limit)
accepts-decimal = a number from 0
accepts-token = a token as BotFather gives it, such as 123456789:AA…
accepts-password = a password
accepts-name = a name
accepts-crash-point = a crash point, or point:times
accepts-characters = 1 to 256 of A-Z, a-z, 0-9, _ and -
accepts-provider = an https:// URL (http:// for a provider of your own)
accepts-provider-id = an id as the provider gives it
accepts-provider-secret = a secret as the provider gives it
accepts-domains = domains separated by commas, such as example.com
