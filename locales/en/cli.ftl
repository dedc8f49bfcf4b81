# The command line: help, progress, remarks.

program = Efir turns recordings into words.
help-after = Begin with:  efir transcribe FILE      or:  efir up
    Settings are environment variables; .env.example lists them. README.md lists the exit codes.

title-usage = Usage:
title-arguments = Arguments:
title-options = Options:
title-commands = Commands:
word-command = command

command-transcribe = write down what is said in recordings
command-eval = measure engines and models on recordings whose words are known
command-up = run everything in one process, with a database of its own
command-api = run the HTTP API
command-coordinator = run the coordinator, which hands tasks to workers
command-worker = run a worker, which listens to recordings
command-rpc = answer JSON-RPC calls that come in over RabbitMQ
command-bot = run the Telegram bot
command-transcribe-server = run the persistent transcription server, with its model loaded once
command-telegram-sandbox = try the bot without Telegram: a chat in your browser, with everything behind it
command-migrate = bring the database up to date
command-token = make, list and revoke API keys
command-token-create = make an API key; it is shown once
command-token-list = list API keys
command-token-revoke = make an API key invalid
command-user = look after people: list them, replace a forgotten password, unlock
command-user-list = list everybody who has an account
command-user-password = make a link with which somebody chooses a new password
command-user-unlock = let somebody sign in at once after too many wrong passwords
command-signing-key = look after the key that access tokens are signed with
command-signing-key-rotate = sign access tokens with a new key from now on
command-models = list, download and add speech models
command-models-list = list speech models, and which are installed
command-models-pull = download a speech model
command-models-add = take in a speech model from a folder
command-models-remove = remove an installed speech model
command-models-verify = read every byte of installed speech models and compare it with what was installed
command-tasks = look at tasks that were given up, send them again, cancel them
command-tasks-list = list tasks; those that were given up unless another state is asked for
command-tasks-show = show one task, and how each attempt ended
command-tasks-retry = send tasks again
command-tasks-cancel = end tasks
command-sweep = compare the stored recordings with the database, and say what does not fit
command-doctor = look whether everything needed is there, and say how to mend it
command-config = write .env.example: every setting, what it means and accepts
command-web = the dashboard: build it, work on it
command-web-build = build the dashboard as the api serves it
command-web-dev = serve the dashboard as it is being written, before an api on this machine
command-web-client = write what the dashboard knows of the api anew, from its description
command-web-screenshots = take a picture of every page of the dashboard
command-check = run every check of the code
command-test = run every check and every test
command-bench = run a benchmark; without a name, list them
command-chaos = kill and restart everything at random, and see that nothing is lost or doubled
command-version = show the version
command-help = show help for a command

argument-files = recordings, folders of recordings, or - for standard input
argument-corpus = folder with recordings beside their texts, a corpus (LibriSpeech, Common Voice, Golos), or a list: .jsonl, .csv, .tsv
argument-key-id = id of the key, as efir token list shows it
argument-email = address that they sign in with
argument-task-id = id of the task, as efir tasks list shows it
argument-task-ids = ids of tasks, as efir tasks list shows them
argument-model = name of the model; the default one when left out
argument-model-installed = name of an installed model
argument-model-all = name of the model; all of them when left out
argument-model-folder = folder with the model's files
argument-test-files = run only test files whose path contains one of these, and no checks
argument-bench = which benchmark
argument-screenshots = --only NAME, --into FOLDER
argument-bench-options = handed on to the benchmark
argument-chaos-options = --minutes N, --seed S, --broker inprocess, redis or rabbitmq

option-help = show help
option-stateless = recognise here, without a database: a server for TRANSCRIBE_SERVER_URL of others
option-sandbox-alone = without Efir: a Bot API for other programs
option-sandbox-host = where it listens; only on this machine unless given
option-json = write JSON, for other programs
option-thorough = also read every byte of the installed models
option-format = txt, srt, vtt, json, tsv or docx; may be given several times (default: by the ending of --output, else txt)
option-output = file to write to; a folder for several recordings or formats
option-times = begin each paragraph of txt with its time
option-eval-model = model to measure; several times to compare
option-eval-engine = engine to measure; several times to compare
option-eval-language = language of recordings whose corpus does not say
option-eval-output = file for all results as JSON; where it exists, only what is missing is measured
option-eval-limit = only so many recordings
option-language = spoken language, by code or name; auto: found out by the engine
option-engine = speech engine: auto, sherpa-onnx, whisper-cpp, openai-compatible, transcribe-server, pocketsphinx or scripted
option-model = speech model, see efir models list
option-diarize = tell speakers apart, where the models for it are there or can be downloaded
option-speakers = how many people speak: they are told apart
option-min-speakers = so many people speak at least
option-max-speakers = so many people speak at most
option-by-channel = each channel is one speaker, as in recorded calls
option-hot-word = word that is likely to be said; may be given several times
option-vocabulary = file with a hot word, or “heard => write”, in each line
option-server = transcribe on this Efir server instead of here
option-key = API key for --server
option-callback-url = with --server: web address that is called, signed, when the recording ends
option-priority = -10 to 10: higher goes first (with --server)
option-mend = delete blobs without a recording, and mark recordings whose blob is gone
option-force = mend also where more than half is amiss
option-tasks-tenant = only this tenant's tasks; all tenants', when left out
option-tasks-server = ask this Efir server instead of the database
option-tasks-state = waiting, queued, dispatched, running, succeeded, dead or cancelled (default: dead)
option-tasks-kind = only tasks of this kind, such as transcribe
option-tasks-code = only tasks with this error, such as worker-lost
option-tasks-limit = so many at most (default: 50)
option-tasks-all = all tasks that the other options choose
option-key-name = what the key is for
option-scope = what the key may do: recordings:read recordings:write webhooks:read webhooks:write keys:write
option-days = days until the key expires; never, when left out
option-tenant = tenant that the key belongs to; the first one when left out
option-model-name = name to give the model; the folder's when left out
option-model-kind = what the model is for, where it is not in the catalogue: recognising unless given
option-model-languages = languages that the model knows, as codes separated by commas; any when left out
option-model-link = link to the folder instead of copying it
option-config-check = write nothing, only say whether .env.example is up to date

usage-unknownoption = There is no option { $name }
usage-unknowncommand = There is no command “{ $name }”
usage-missingargument = The argument { $name } is missing
usage-optionmissingargument = A value is missing after { $name }
usage-invalidargument = { $name } cannot be “{ $value }”; there are { $known }
usage-excessarguments = There are more arguments than the command takes
usage-format = There is no format “{ $name }”; there are { $known }
usage-format-ending = The ending of { $path } names no format; give one with --format ({ $known })
usage-one-file = { $path } is one file, but there would be { $count } transcripts. Give a folder instead: { $path }/
usage-stdout-formats = Only one format can go to the terminal. Give a folder with --output
usage-stdout-binary = { $name } is for a file or a program, not for the terminal. Give a file with --output
usage-stdout-documents = Only one document of the format { $name } can go to the output. Give a folder with --output
usage-no-recordings = There is no recording in { $path }
usage-days = --days takes a whole number from 1, not “{ $name }”
usage-scope = There is no scope “{ $name }”; there are { $known }
usage-server = “{ $name }” is no address of a server; http://localhost:8080 would be one
usage-key-missing = --server needs an API key: give --key or set EFIR_API_KEY
usage-callback-alone = --callback-url needs a server that calls it: give --server as well
usage-force = --force goes with --mend only
usage-limit = --limit takes a whole number from 1 to 9999, not “{ $name }”
usage-eval-limit = --limit takes a whole number from 1, not “{ $name }”
usage-eval-empty = { $name } holds no recording with a text: lay talk.txt beside talk.wav, or give a list with audio and text
usage-eval-corpus = This file holds results of another corpus, { $name }. Give another --output
usage-tasks-which = Say which tasks: their ids, or --all
usage-priority = --priority takes a whole number from -10 to 10, not “{ $name }”
usage-priority-server = --priority is for a queue: it goes with --server only
usage-speakers = { $option } takes a whole number from 1 to { $most }, not “{ $name }”
usage-speakers-twice = Give --speakers, or --min-speakers and --max-speakers, not both
usage-speakers-crossed = --min-speakers { $least } is more than --max-speakers { $most }
usage-speakers-channels = --by-channel makes each channel one speaker: no number of speakers goes with it
usage-vocabulary-line = Line { $line } of { $path } is neither a word nor “heard => write”
usage-bench = There is no benchmark “{ $name }”; there are { $known }

setup-installing = efir: installing { $packages } with the system's package manager …
setup-failed = efir: the package manager could not do it: { $detail }
transcribe-stdin = standard input
transcribe-retry = efir: { $name }: { $message } Trying again …
transcribe-note = efir: { $name }: { $note }
transcribe-skipped = efir: { $name } is skipped: it looks like { $found }
transcribe-saved = efir: { $name } → { $path }

eval-standard = standard model
eval-failed = efir: { $name }: { $message }
eval-note = efir: { $name }: { $note } ({ $count ->
    [one] one recording
   *[other] { $count } recordings
})
eval-unusable = efir: { $name } is left out: { $problem ->
    [no-recording] there is no recording
    [no-reference] nothing says what is said in it
    [language-unknown] “{ $detail }” is not a language
   *[reference-unreadable] its text cannot be read: { $detail }
}
eval-title-engine = Engine
eval-title-model = Model
eval-title-recordings = Recordings
eval-title-failed = Failed
eval-title-wer = WER
eval-title-interval = 95 %
eval-title-changed = Changed
eval-title-missing = Missing
eval-title-added = Added
eval-title-cer = CER
eval-title-der = DER
eval-title-rtf = RTF
eval-title-cpu = CPU s/s
eval-title-memory = MB

transcribe-left = { SPAN($seconds) } left
transcribe-uploading = uploading
transcribe-waiting = waiting
transcribe-place = waiting, { $place ->
    [0] next
   *[other] { $place } before it
}
transcribe-preparing = preparing
transcribe-summary = efir: { $done ->
        [one] { $done } recording
       *[other] { $done } recordings
    } done, { $failed } failed

progress-bytes = model: { BYTES($done) } of { BYTES($total) }
models-installed = installed
models-available = can be downloaded
models-standard = default
models-size = { BYTES($bytes) }
models-any-language = about a hundred languages
models-ready = { $name } is ready.
models-removed = { $name } is removed.
models-none = There is nothing to compare: no model was installed by efir models pull or efir models add.
models-verified = { $name } is as it was installed.
models-kind = { $kind ->
    [speech-detector] tells speech from other sound
    [speaker-segmentation] tells speakers apart: who speaks when
    [speaker-embedding] tells speakers apart: how a voice sounds
   *[other] { $kind }
}

tasks-none = No task is { $state }.
tasks-title-id = ID
tasks-title-kind = Kind
tasks-title-state = State
tasks-title-recording = Recording
tasks-title-tenant = Tenant
tasks-title-created = Began
tasks-title-ended = Ended
tasks-title-pieces = Pieces stored
tasks-title-error = Error
tasks-title-attempt = Attempt
tasks-title-worker = Worker
tasks-state = { $state ->
    [waiting] waiting for another step
    [queued] waiting for its turn
    [dispatched] on its way to a worker
    [running] in work
    [succeeded] finished
    [dead] given up
    [cancelled] cancelled
   *[other] { $state }
}
tasks-retried = { $id } ({ $name }) is sent again.
tasks-retried-all = { $count ->
    [one] { $count } task is sent again.
   *[other] { $count } tasks are sent again.
}
tasks-cancelled = { $id } ({ $name }) is cancelled.

sweep-seen = { $blobs ->
    [one] { $blobs } blob
   *[other] { $blobs } blobs
} and { $recordings ->
    [one] { $recordings } recording
   *[other] { $recordings } recordings
} looked at; { $young } too young to judge, { $foreign } of others left alone.
sweep-orphans = { $orphans ->
    [one] { $orphans } blob belongs
   *[other] { $orphans } blobs belong
} to no recording ({ BYTES($orphanBytes) }):
sweep-missing = { $missing ->
    [one] { $missing } recording has
   *[other] { $missing } recordings have
} no blob any more:
sweep-mended = Mended: { $deleted } deleted ({ BYTES($deletedBytes) }), { $marked } marked, { $unmarked } marks taken back.
sweep-hint = Nothing was changed: efir sweep --mend puts it right.
sweep-refused = More than half does not fit: is this the right store for this database? Nothing was changed; efir sweep --mend --force does it all the same.

token-created = API key (shown only this once):
user-none = Nobody has an account yet. efir up prints the code with which the first one is made.
user-title-email = E-mail
user-title-name = Name
user-title-made = Since
user-title-seen = Last seen
user-title-state = State
user-title-tenants = Accounts
user-state-open = open
user-state-locked = locked
user-password = Link for { $name }, until { $until } UTC. Whoever uses it is signed out everywhere else, and parted from their account at the identity provider; it works once:
user-password-place = With PUBLIC_URL it begins with the address at which people find this server.
user-unlocked = { $email } can sign in again.
user-open = { $email } was not locked.
signing-key-rotated = Access tokens are signed with a new key. Those of the old one stay good until they are over, in ten minutes.
token-title-id = ID
token-title-state = State
token-title-created = Made
token-title-used = Last used
token-title-scopes = May do
token-title-name = Name
token-none = No API key yet: efir token create makes one.
token-revoked = { $id } is revoked.
token-never = never
token-state-active = active
token-state-revoked = revoked
token-state-expired = expired

migrate-done = The database is up to date.

config-written = { $path } is written.
config-same = .env.example is up to date.
config-differs = .env.example is out of date: efir config writes it.

up-preparing-database = efir: preparing the database …
up-ready = Efir is on air at { $url }
up-docs = { $url }/docs shows everything it can do.
up-setup = Open { $url } in a browser, and set it up with this code, which works once:
up-first-key = Your API key, shown only this once:
up-more-keys = ./efir token create makes another API key.
up-try = Try it:
up-stop = Ctrl-C ends it.
telegram-sandbox-ready =
    Chat with the bot at { $url }

    Open it in a browser, record a voice message or drop a file: the text comes as an answer.
    It needs no Telegram and no token, and nothing leaves this machine.
telegram-sandbox-alone =
    A Bot API without Telegram, and a chat to go with it, at { $url }
    API root: { $api }
    Token:    { $token }
    Whatever acts there is described in src/telegram-sandbox/interface.ts. Ctrl-C ends it, and everything in it is gone.
up-stopping = efir: finishing … (Ctrl-C again ends it at once)
up-building-dashboard = efir: building the dashboard (once; this takes about 15 seconds) …
up-no-dashboard = efir: { $detail }
up-no-engine = efir: Recordings cannot be written down yet. { $detail }
up-downloading = efir: downloading the speech model { $model } ({ BYTES($total) }) …
up-engine-low = efir: That is a rough offline engine: many words will be wrong. Do not rely on it.
up-engine-ready = efir: recordings are written down by { $engine }, model { $model }.
up-bot = @{ $name } answers in Telegram.
up-bot-silent = Telegram does not answer; Efir keeps trying, and /ready says why.
up-transcribe-server = The transcription server takes recordings at { $url }/transcribe
transcribe-server-door = efir: the transcription server is a door: what comes in at { $url }/transcribe is kept in the database, and workers transcribe it
transcribe-server-stateless = efir: the transcription server is stateless: what comes in at { $url }/transcribe is transcribed here
up-role = efir: { $role } is running; health and metrics at { $url }
up-role-alone = efir: This { $role } is alone: without BROKER_URL no other process can reach it. Give all of them the same BROKER_URL, or run everything in one process with efir up.

doctor-fine = Everything that is needed is there.
doctor-problems = { $count ->
        [one] { $count } thing needs mending.
       *[other] { $count } things need mending.
    }
doctor-node = Node.js { $version }
doctor-node-old = Node.js { $version } is too old
doctor-node-old-hint = Start with ./efir, which brings Node.js 24.
doctor-settings = settings
doctor-ffmpeg = ffmpeg { $version }
doctor-prlimit = prlimit bounds the memory of decoders
doctor-prlimit-missing = prlimit is not there: decoders run without a bound on their memory
doctor-prlimit-hint = Install util-linux.
doctor-disk = { BYTES($bytes) } free for { $path }
doctor-disk-low = only { BYTES($bytes) } free for { $path }
doctor-disk-hint = Free some space, or move the data with EFIR_DATA_DIR.
doctor-data = data directory { $path }
doctor-data-none = data directory { $path } does not exist yet; it is made at the first start
doctor-database-embedded = database of its own, at { $path }
doctor-database-first = database of its own; it is made at the first start
doctor-database = database { $host }
doctor-database-leaks = the database does not keep tenants apart: { $name } { $fault }
doctor-database-leaks-hint = Stop serving. Somebody changed the schema by hand: undo that, or restore a backup.
doctor-broker = broker { $url }
doctor-calls = JSON-RPC calls over { $url }
doctor-broker-volatile = broker { $url } keeps its messages in memory only
doctor-broker-volatile-hint = Nothing is lost when it restarts, but the tasks under way are delayed. Redis: set appendonly yes.
doctor-engine = speech engine { $engine }, model { $model }
doctor-engine-low = speech engine { $engine } only: English, roughly
doctor-engine-low-hint = efir models pull gets the default model.
doctor-engine-later = speech model { $model } is not here yet; it is downloaded at the first use
doctor-languages = engine for each language: { $list }
doctor-languages-none = Nothing here understands { LANGUAGES($languages) }: efir models pull { $name }, or another model of efir models list.
doctor-route-missed = SPEECH_ROUTES leads { $language } to { $wanted }, which cannot be used: { $reason }.
doctor-detector = speech is told from other sound by { $detector }
doctor-detector-later = speech will be told from other sound by { $detector }; it is downloaded at the first use
doctor-detector-none = { $detector } is not installed: speech is told from other sound by loudness only
doctor-diarizer = speakers are told apart by { $models }
doctor-diarizer-later = speakers can be told apart; the models for it are downloaded at the first use
doctor-diarizer-none = speakers are not told apart: the models for it are not installed
doctor-identifier = a language that is not given is told by the sound, with { $model }
doctor-identifier-none = a language that is not given is told by the words; with a Whisper model, by the sound
doctor-pull = efir models pull { $name } installs what is missing.
doctor-transcribe-server = transcription server { $url }: { $engine }, model { $model }
doctor-whisper-cpp = whisper.cpp's server, { $program }
doctor-speech-service = speech service { $server }, model { $model }
doctor-telegram = Telegram bot @{ $username }, asking for messages
doctor-telegram-webhook = Telegram bot @{ $username }, with a webhook
doctor-telegram-webhook-fails = Telegram bot @{ $username }: its webhook fails: { $detail }
doctor-telegram-webhook-hint = Check that TELEGRAM_WEBHOOK_URL leads to the bot’s port from outside, with a certificate that Telegram accepts.
doctor-telegram-removes-hint = A webhook is set that TELEGRAM_WEBHOOK_URL does not name; the bot removes it when it starts.
doctor-models = every byte of { $count ->
    [one] { $count } installed model is as it was pinned
   *[other] { $count } installed models is as it was pinned
}
doctor-port = port { $port } is free
doctor-port-ours = port { $port } is served by a running efir
