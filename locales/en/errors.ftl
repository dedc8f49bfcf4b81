# Every code of src/core/errors.ts: what was wrong, and (.hint) what to do about it.

## The recording that was sent in

error-media-empty = The file is empty.
    .hint = Check that the recording was saved or uploaded completely, and send it again.
error-media-unrecognised = This is not a recording: it looks like { $found }.
    .hint = Send an audio or video file, such as OGG, MP3, M4A, WAV, FLAC, MP4, MKV or WebM. The content counts, not the name.
error-media-no-audio = There is no sound in this file, only { $found }.
    .hint = Send a recording with at least one audio track.
error-media-no-duration = The recording holds no sound at all: its length is zero.
    .hint = Check that the recording was stopped and saved properly, and send it again.
error-media-truncated = The recording breaks off: only { SPAN($decoded) } of { SPAN($announced) } can be read.
    .hint = The copy is incomplete. Copy or upload the original again.
error-media-damaged = The recording is damaged and cannot be read: { $detail }.
    .hint = Play it in a media player; if it plays there, convert it (ffmpeg -i FILE fixed.ogg) and send the result.
error-media-too-long = The recording lasts { SPAN($duration) }; at most { SPAN($limit) } are accepted.
    .hint = Cut it into parts, or raise the setting MAX_DURATION.
error-channels-too-many = The recording has { $channels } channels; at most { $limit } can be heard as one speaker each.
    .hint = Leave by_channel out, so that they are mixed, or keep only the channels with speech: ffmpeg -i FILE -af "pan=stereo|c0=c0|c1=c1" OUT.wav
error-file-too-large = The file is larger than { BYTES($limit) }, the most that is accepted.
    .hint = Compress it (ffmpeg -i FILE -vn -b:a 32k small.ogg), or raise the setting MAX_FILE_SIZE.
error-file-not-found = { $path } does not exist.
    .hint = Check the spelling and the folder.
error-file-unreadable = { $path } cannot be read: { $detail }.
    .hint = Check that it is a file, and that this user may read it.
error-file-outside = { $path } does not lie below a folder that Efir shares with other programs.
    .hint = Give an absolute path below the folder that SHARED_ROOT names; links must not lead out of it.
error-upload-cut = The upload broke off before it was complete.
    .hint = Nothing was kept. Send the recording again.
error-upload-malformed = The upload cannot be understood: { $detail }.
    .hint = Send a multipart form with one file field. POST /v1/recordings also takes the bytes of the recording as the body.
error-upload-not-found = There is no such upload.
    .hint = It may have been given up, or become a recording long ago. Send the file again.
error-upload-expired = The upload was left alone for too long and is gone.
    .hint = Send the file again.
error-upload-offset-wrong = The upload goes on at another place: { $received } bytes are here.
    .hint = Ask for its place once more, and send what follows.
error-upload-taken-over = Somebody else goes on with this upload.
    .hint = Send a file from one place at a time.
error-uploads-full = At most { $limit } uploads may be unfinished at once.
    .hint = Finish some of them, or give them up.
error-tus-version-unknown = The upload speaks another version of the protocol tus than 1.0.0.
    .hint = Send the header “Tus-Resumable: 1.0.0”.
error-upload-link-unknown = There is no such upload link.
    .hint = Open it exactly as it stands in the chat, or ask the bot for a new one.
error-upload-link-used = A file was already sent through this link.
    .hint = Each link takes one file. Send the bot another recording to get another link.
error-upload-link-expired = This upload link no longer works.
    .hint = Its time is over, or the recording was cancelled. Ask the bot for a new one.

## What was asked for

error-request-invalid = The request is not right: { $detail }.
    .hint = The page /docs of the server shows every field and what it accepts.
error-usage-invalid = { $detail }.
    .hint = efir help shows the commands; efir help COMMAND shows the options of one.
error-language-unknown = “{ $language }” is not a language known here.
    .hint = Give a code or a name, such as en, ru, German, or auto to let the engine find out.
error-language-unsupported = The engine { $engine } does not understand the language “{ $language }”; it knows { $languages }.
    .hint = { $install ->
        [none] No model of the catalogue understands it: efir models add takes in one that does.
       *[other] Install a model that does, with efir models pull: { $install }.
    }
error-engine-unknown = There is no speech engine “{ $engine }”; known are { $known }.
    .hint = Give one of those, or none, so that the best one is chosen.
error-model-unknown = There is no model “{ $model }”; { $known ->
        [none] none is installed
       *[other] known are { $known }
    }.
    .hint = efir models list shows all of them, and efir models add takes in one of your own.
error-recipe-unknown = There is no recipe “{ $recipe }”; known are { $known }.
    .hint = Give one of those, or none: then a transcript is made.
error-translation-unavailable = No engine for translation is configured on this server.
    .hint = Ask for a transcription in the spoken language (POST /v1/audio/transcriptions), and translate its text elsewhere.
error-route-unknown = There is nothing at { $method } { $path }.
    .hint = The page /docs of the server shows every address.
error-recording-not-found = There is no such recording.
    .hint = Check its id, and that the key belongs to the account that sent it in. A deleted recording does not come back.
error-task-not-found = There is no such task.
    .hint = efir tasks list and GET /v1/tasks show the tasks there are; finished ones expire where the tenant's policy says so.
error-audio-expired = The sound of this recording is no longer kept: it expired on { $date }.
    .hint = The transcript stays as long as the policy for transcripts says. To write the recording down anew, send it in again.
error-audio-lost = The sound of this recording is gone from the store; that was noticed on { $date }.
    .hint = Restore the store from a backup and run efir sweep --mend, or send the recording in again.
error-link-refused = The link gives no file: its server answered { $status }.
    .hint = Open the link in a browser where you are not signed in. It has to lead to the file itself.
error-links-full = At most { $limit } recordings may wait to be fetched from links at once.
    .hint = Wait until some of them are here, or cancel them.
error-audio-awaited = The sound of this recording is not here yet: it is still to be fetched from its address.
    .hint = Wait until it has come, or look why it did not.
error-transcript-expired = The transcript of this recording is no longer kept: it expired on { $date }.
    .hint = Send the recording in again to have it written down anew. GET /v1/retention shows how long what is kept.
error-session-not-found = There is no such upload session.
    .hint = A session ends some time after its last use. Upload the file again without a session id; the answer names the new session.
error-session-file-not-found = The session holds no file { $id }.
    .hint = GET /files lists the files of the session. A file of another session cannot be used.
error-method-unknown = There is no method “{ $method }”.
    .hint = system.describe lists the methods. The setting RPC_SERVICES says which services are switched on.
error-call-timeout = The call took longer than { SPAN($seconds) }.
    .hint = What it began goes on: ask with media.status. Give the call more time with timeout, or do not wait.
error-api-key-not-found = There is no such API key.
    .hint = efir token list shows the keys there are.
error-folder-not-found = There is no such folder.
    .hint = GET /v1/folders lists those that there are.
error-folder-exists = There is a folder “{ $name }” in the same place already.
    .hint = Give it another name, or put it elsewhere.
error-folder-in-itself = A folder cannot lie within itself.
    .hint = Choose a folder that is not below it.
error-folders-full = There are { $limit } folders already, and more than that are not kept.
    .hint = Delete some of them; recordings in them stay. Tags have no such limit.
error-folders-too-deep = Folders may lie { $limit } deep at most.
    .hint = Put it higher up, or give the recordings tags.
error-tag-not-found = No recording has the tag “{ $tag }”.
    .hint = GET /v1/tags lists those that there are.
error-tags-full = The recording has { $limit } tags already, and more than that are not kept.
    .hint = Take some of them off first.
error-highlight-not-found = There is no such highlight.
    .hint = Somebody may have deleted it. Ask for the highlights of the recording again.
error-highlights-full = The recording has { $limit } highlights already, and more than that are not kept.
    .hint = Delete some of them first.
error-share-not-found = There is nothing behind this link.
    .hint = Open it exactly as you got it. It may have been revoked: ask whoever sent it to you.
error-share-expired = The time of this link is over.
    .hint = Ask whoever sent it to you for a new one.
error-share-password-needed = This link needs a password.
    .hint = Enter the password that you were given with it.
error-share-password-wrong = That is not the password of this link.
    .hint = Check capital letters and the keyboard’s language, and try again.
error-share-locked = The password of this link was wrong too often.
    .hint = Try again in a quarter of an hour.
error-share-without-audio = The sound is not shared by this link, only the text.
    .hint = Ask whoever sent it to you for a link with the sound.
error-export-empty = None of these recordings has a transcript.
    .hint = Wait until one of them is done, or choose others.
error-shares-full = The recording is shared by { $limit } links already, and more than that are not kept.
    .hint = Revoke some of them first.
error-webhook-not-found = There is no such webhook.
    .hint = GET /v1/webhooks lists those there are.
error-delivery-not-found = There is no such delivery.
    .hint = GET /v1/deliveries lists those there are. They go with their recording, and when they are old.
error-url-forbidden = “{ $url }” is not called: { $reason ->
        [unreadable] it is no web address
        [too-long] it is too long
        [scheme] it does not begin with https:// or http://
        [credentials] it holds a user name or a password
        [port] its port is below 1024, and neither 80 nor 443
        [private] it leads into a private network
        [unknown-host] no host of this name is known
       *[other] { $reason }
    }.
    .hint = Give an address that everybody can reach, such as https://example.com/hook. Whoever runs this server can let it call hosts of their own network with WEBHOOK_PRIVATE_HOSTS.
error-webhooks-full = There are { $limit } webhooks already, as many as an account may have.
    .hint = Change one of them, or delete one that is not needed any more.
error-webhook-paused = This webhook is paused.
    .hint = Resume it first, with PATCH /v1/webhooks/ID and {"{"}"state": "active"{"}"}: what it missed is sent then.
error-transcript-not-ready = The transcript is not ready: the recording is { $state ->
        [queued] waiting for its turn
        [running] in work
        [failed] given up
        [cancelled] cancelled
       *[other] { $state }
    }.
    .hint = Follow /events of the recording, or ask again in a while. A recording that was given up or cancelled can be sent again with /retry.
error-transcription-unfinished = The transcription is not finished after a long while; it goes on as recording { $id }.
    .hint = Send the same request again to wait on, or ask for /v1/recordings/{ $id }/transcript later.
error-state-conflict = This cannot be done while the recording is { $state ->
        [queued] waiting for its turn
        [running] in work
        [succeeded] finished
        [failed] given up
        [cancelled] cancelled
       *[other] { $state }
    }.
    .hint = Look at the recording's state, and ask again when it has changed.
error-task-conflict = This cannot be done with a task that { $state ->
        [waiting] waits for another step
        [queued] waits for its turn
        [dispatched] is on its way to a worker
        [running] is in work
        [succeeded] has succeeded
        [dead] was given up
        [cancelled] was cancelled
       *[other] is { $state }
    }.
    .hint = A task that was given up or cancelled can be sent again; one that has not ended can be cancelled.
error-idempotency-conflict = This Idempotency-Key was used before for another recording.
    .hint = Use a new key for new content; the same key only repeats the same request.
error-job-not-found = There is no job “{ $id }” here.
    .hint = Check the job_id. Results are kept for as long as TRANSCRIBE_SERVER_KEEP says; send the recording again.
error-job-conflict = The job_id “{ $id }” was used before for another recording, or with other options.
    .hint = Use a new job_id for new content; the same one only repeats the same request.
error-queue-full = The queue is full: { $limit ->
        [one] { $limit } recording waits
       *[other] { $limit } recordings wait
    } already.
    .hint = Wait for as long as Retry-After says, and send it again. TRANSCRIBE_SERVER_QUEUE sets the length.
error-range-invalid = The recording has no such range of bytes: it has { $size } bytes.
    .hint = Ask for a range that begins inside the recording, or for all of it.
error-streams-full = At most { $limit } programs and pages may follow the recordings of this account at once.
    .hint = Close pages that you do not need, and try again.
error-rate-limited = Too many requests: at most { $limit } a minute are answered.
    .hint = Wait for as long as Retry-After says, and ask again.
error-unauthorised = Nobody is signed in here, or the API key is missing, wrong, expired or revoked.
    .hint = Sign in; a program sends “Authorization: Bearer KEY”, and efir token create makes a key.
error-forbidden = That is not allowed here: the scope { $scope } is missing.
    .hint = Use a key with that scope; efir token create --scope makes one.

## Models and engines

error-model-missing = The model { $model } is not installed.
    .hint = efir models pull { $model } downloads it; efir models add takes it from a folder.
error-pulls-off = This server downloads no models.
    .hint = Its operator can allow that with MODEL_DOWNLOADS=true, or run “efir models pull” on the machine.
error-pull-not-found = This model is not being downloaded.
    .hint = The list of models says what is on its way.
error-model-corrupt = The model { $model } cannot be loaded: { $detail }.
    .hint = If it was downloaded, run efir models remove { $model }, then efir models pull { $model }. If it is your own, check that all its files are there.
error-diarizer-missing = Voices cannot be told apart here: { $detail }.
    .hint = Install the two models with efir models pull diarization, or leave the request for speakers out: the words come without it.
error-provider-missing = Models cannot run on { $provider } here: { $detail }.
    .hint = Set SPEECH_DEVICE=cpu, or bring a build of the engine for this device (docs/runbook.md).
error-model-too-large = The model { $model } needs about { $needs } MB of memory, and models may take { $free } MB here: it can never be loaded.
    .hint = Give models more memory with MODEL_MEMORY, or choose a smaller model.
error-memory-short = The model { $model } needs about { $needs } MB of memory, and { $free } MB are left for models.
    .hint = Give models more memory with MODEL_MEMORY, or choose a smaller model.
error-segment-not-found = This transcript has no segment { $index }.
    .hint = GET the transcript again: it may have changed.
error-speaker-not-found = This recording has no speaker { $id }.
    .hint = GET the transcript: it lists its speakers.
error-speaker-voiceless = What this speaker sounds like is not known from this recording.
    .hint = Voices are kept of recordings whose speakers were told apart by how they sound. Send it with speakers, or take another recording.
error-speech-too-short = { $seconds ->
    [0] Hardly anything is said by this speaker: too little to know a voice by.
    [one] Only { $seconds } second is said by this speaker: too little to know a voice by.
   *[other] Only { $seconds } seconds are said by this speaker: too little to know a voice by.
}
    .hint = Take a recording in which the person speaks for at least { $least } seconds.
error-voice-not-found = There is no such voice.
    .hint = Somebody may have forgotten it. Ask for the voices again.
error-voices-full = There are { $limit } voices already, and more than that are not kept.
    .hint = Forget those that are not needed any more.
error-samples-full = This voice has { $limit } samples already, and more than that are not kept.
    .hint = Take one of them away first.
error-sample-last = This is the only sample of the voice.
    .hint = Add another one first, or forget the voice.
error-version-not-found = This transcript has no version { $version }: it has versions 1 to { $newest }.
    .hint = GET its versions to see what there is.
error-change-overwritten = What version { $version } changed was changed again since, so that it cannot be undone by itself.
    .hint = Look at the later changes, and correct what is to be otherwise.
error-versions-full = This transcript has been changed { $limit } times or so much that no further version is kept.
    .hint = Export it and go on editing there.
error-version-conflict = This transcript was changed in the meantime: it is at version { $current }, not at { $given }.
    .hint = GET the transcript again and repeat your change on what it says now.
error-model-download-failed = The model { $model } could not be downloaded: { $detail }.
    .hint = Check the network and try again: the download goes on where it stopped. Without a network, copy the model's files from another machine and take them in with efir models add.
error-dashboard-unbuilt = The dashboard could not be built: { $detail }.
    .hint = Everything else works without it. `./efir web build` tries again.
error-engine-missing = No speech engine can start: { $detail }.
    .hint = efir models pull gets the default model. Offline, pocketsphinx understands English roughly: apt-get install pocketsphinx pocketsphinx-en-us. efir doctor shows what is there.
error-engine-host-died = The speech engine stopped in the middle of its work ({ $detail }).
    .hint = The work is tried again by itself. If it keeps happening, memory may be short: try a smaller model.
error-recording-kills-engine = The speech engine died { $times ->
        [one] { $times } time
       *[other] { $times } times
    } on this recording, so it was given up.
    .hint = Try another engine or model, or convert the recording first (ffmpeg -i FILE fixed.ogg).
error-engine-failed = The speech engine could not do its work: { $detail }.
    .hint = Try again, or with another engine or model.

## The machine and the services around

error-media-tool-missing = { $tool } is not installed, and no recording can be read without it.
    .hint = Debian and Ubuntu: apt-get install ffmpeg. Fedora: dnf install ffmpeg-free. Arch: pacman -S ffmpeg. macOS: brew install ffmpeg.
error-disk-full = There is no space left on the disk.
    .hint = Free some space, or move the data with the setting EFIR_DATA_DIR (recordings alone: BLOB_URL). Nothing half-written was kept.
error-output-unwritable = { $path } cannot be written: { $detail }.
    .hint = Check the folder and its permissions, or give another place with -o.
error-database-unreachable = The database cannot be reached: { $detail }.
    .hint = Check DATABASE_URL and that the server runs. Without DATABASE_URL, efir up runs a database of its own.
error-database-role-unsafe = The database role { $role } is not fit to serve: it { $reason }.
    .hint = With such a role tenants would not be kept apart. Run efir migrate with DATABASE_MIGRATION_URL set to the owner, and give DATABASE_URL the plain role that it makes.
error-database-schema-old = The database is not up to date: { $missing } is missing.
    .hint = Run efir migrate once, then start again.
error-database-major-differs = The data in { $directory } was written by PostgreSQL { $found }, and this program brings PostgreSQL { $expected }.
    .hint = Dump it with the pg_dump of PostgreSQL { $found } and restore it here: docs/runbook.md has the commands. Or set EFIR_DATA_DIR to an empty folder.
error-database-start-failed = The built-in database does not start: { $detail }.
    .hint = Its log lies in the data directory, and efir doctor looks closer. With DATABASE_URL another server is used instead.
error-data-directory-in-use = Another efir serves from { $directory } (process { $pid }).
    .hint = Stop that one first, or give this one a data directory and a port of its own: EFIR_DATA_DIR and PORT.
error-data-directory-unusable = The data directory { $directory } cannot be used: { $detail }.
    .hint = Check its permissions, or choose another folder with EFIR_DATA_DIR.
error-port-in-use = Port { $port } is taken by another program.
    .hint = Stop that program, or choose another port with the setting PORT, such as PORT=8090. Coordinator, worker, rpc and bot alone listen at 1, 2, 3 and 4 above it; with PORT=0 each takes a free one. The Telegram sandbox has TELEGRAM_SANDBOX_PORT.
error-setting-invalid = The setting { $name } is “{ $value }”, but must be { $accepts }.
    .hint = .env.example lists every setting.
error-setting-unknown = There is no setting { $name }.
    .hint = Check the spelling: .env.example lists every setting.
error-server-unreachable = The server { $server } does not answer: { $detail }.
    .hint = Check the address after --server and that the server runs.
error-server-answer-unreadable = The answer of { $server } cannot be understood: { $detail }.
    .hint = Check that the address is that of an Efir server, of the same version as this program.
error-transcribe-server-unreachable = The transcription server { $server } does not do its work: { $detail }.
    .hint = Check TRANSCRIBE_SERVER_URL and TRANSCRIBE_SERVER_KEY, and that the server runs: its /health tells. The work is tried again by itself.
error-transcribe-server-circle = { $server } would send its work back to where it comes from.
    .hint = TRANSCRIBE_SERVER_URL has to name servers started with “efir transcribe-server --stateless”, and those use an engine of their own (EFIR_ENGINE). OPENAI_COMPATIBLE_URL has to name a server that does not use that setting itself.
error-speech-service-unreachable = The speech service { $server } does not do its work: { $detail }.
    .hint = Check OPENAI_COMPATIBLE_URL, and that the server runs. The work is tried again by itself.
error-speech-service-refused = The speech service { $server } refuses the work: { $detail }.
    .hint = Check OPENAI_COMPATIBLE_URL (its address, with or without /v1), OPENAI_COMPATIBLE_KEY and OPENAI_COMPATIBLE_MODEL.
error-key-required = Without a key the transcription server listens on this machine only, not at { $host }.
    .hint = Set TRANSCRIBE_SERVER_KEY, or HOST=127.0.0.1.
error-target-unreachable = { $host } could not be reached: { $detail }.
    .hint = Check that the address is right and that its server runs and answers soon.
error-target-refused = The answer was { $status } instead of a 2xx.
    .hint = Look into the log of the program that was called. Redirects are not followed: give the address that they lead to.
error-webhook-failing = { $failures } deliveries in a row failed, so nothing more is sent.
    .hint = Look at the log of its deliveries, mend the target, and resume it: what it missed is sent then.
error-chat-unreachable = The chat cannot be reached: { $detail }.
    .hint = Somebody has to write to the bot there again, or let it back in.
error-message-refused = The chat service did not take a message: { $detail }.
    .hint = Ask for it again; if that does not help, tell who runs this bot.
error-broker-unreachable = The broker cannot be reached: { $detail }.
    .hint = Check BROKER_URL (or RABBITMQ_HOST and what belongs to it), that the server runs, and that its password is right. Without either, efir up needs no server.
error-message-too-large = A message of { $bytes } bytes is too large for the broker, which takes { $limit }.
    .hint = This is a fault of Efir: what is large travels as a file. Please report it with the log.
error-telegram-token-missing = The Telegram bot has no token.
    .hint = @BotFather in Telegram makes a bot and gives its token: set TELEGRAM_BOT_TOKEN to it. To try the bot without Telegram: efir telegram-sandbox.
error-telegram-token-wrong = Telegram does not know the bot’s token.
    .hint = Copy the token from @BotFather once more and set TELEGRAM_BOT_TOKEN. A token that was revoked there never works again.
error-telegram-unreachable = Telegram cannot be reached: { $detail }.
    .hint = Check the network, and TELEGRAM_API_URL if you set it. The bot keeps trying by itself.
error-telegram-conflict = Another program receives the messages of this bot.
    .hint = Stop the other program that runs with the same token, or give this one a bot of its own: @BotFather makes one.
error-telegram-refused = Telegram refuses what the bot asks of it: { $detail }.
    .hint = Check the settings that begin with TELEGRAM_. The bot keeps trying by itself.
error-update-malformed = This message cannot be understood: { $detail }.
    .hint = Send it once more, in another way.
error-unavailable = This cannot be done at the moment: { $detail }.
    .hint = Try again in a while; /ready of the server says what is missing.

## The work itself

error-task-timeout = The work was given up after { SPAN($seconds) }.
    .hint = Send it again when the machine has less to do, or with a smaller model.
error-step-failed = This step did not begin, because the step before it ({ $kind }) failed or was cancelled.
    .hint = Send the earlier step again: this one follows by itself.
error-worker-lost = The worker was lost, and so were those that took over.
    .hint = Look at the workers' logs, then send the recording again.
error-foreign-worker-failed = Another program's worker had the recording and failed: { $detail }
    .hint = Look at that worker's log, then send the recording again.
error-message-too-new = The worker is too old for this task: it speaks version { $known } of the messages, and { $needed } is needed.
    .hint = Update the workers to the version of the coordinators.
error-cancelled = Cancelled.
    .hint = Nothing is left behind. Start again whenever you like.
error-internal = Something went wrong that should not: { $detail }.
    .hint = Please report it, with the id of the request or the lines of the log around it.

## People and their accounts
error-setup-done = This server has been set up already.
    .hint = Sign in, or ask an owner for an invitation.
error-setup-code-wrong = This is not the setup code.
    .hint = It is printed where the server was started; the latest one counts, with or without hyphens.
error-sign-in-wrong = The address or the password is wrong.
    .hint = Check both, capital letters too. An owner can invite you again.
error-sign-in-slowed = Too many tries.
    .hint = Try again in { SPAN($seconds) }.
error-sign-in-locked = This account is locked after too many wrong passwords.
    .hint = It opens again in { SPAN($seconds) }.
error-sign-in-not-found = You are not signed in there.
    .hint = It may have ended already; the list shows where you are signed in.
error-password-wrong = The present password is wrong.
    .hint = Type the password that you sign in with.
error-password-short = The password is too short.
    .hint = Take at least { $least } characters; some words that you remember are good.
error-password-long = The password is too long.
    .hint = Take at most { $most } characters.
error-membership-none = You belong to no account here any more.
    .hint = Ask an owner for an invitation.
error-tenant-not-found = You belong to no such account.
    .hint = The list shows the accounts that are yours.
error-tenant-other = You are looking at another account by now.
    .hint = Nothing was taken in. Go back to the account that this is meant for, and try again.
error-member-not-found = There is no such member here.
    .hint = They may have left; the list shows who belongs here.
error-last-owner = An account needs an owner.
    .hint = Make somebody else an owner first.
error-name-unusable = This cannot be a name.
    .hint = A name has 1 to 100 characters, and none that cannot be seen or that turn the text around.
error-email-unusable = This is no e-mail address.
    .hint = One looks like name@example.com.
error-user-not-found = Nobody here has the address { $email }.
    .hint = efir user list shows everybody.
error-oidc-missing = No identity provider is set up here.
    .hint = Whoever runs the server sets OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.
error-oidc-unreachable = { $provider } does not answer.
    .hint = Try again in a moment, or sign in with your password.
error-oidc-declined = { $provider } did not let you through.
    .hint = Try again, and agree there; or sign in with your password.
error-oidc-refused = What { $provider } answered cannot be believed.
    .hint = Try again. If it stays so, whoever runs the server finds the reason in its log.
error-oidc-over = That took too long, or was used before.
    .hint = Begin again from the page where you sign in.
error-oidc-stranger = You have no account here.
    .hint = Ask an owner for an invitation, and open its link.
error-oidc-account = You have an account here already.
    .hint = Sign in with its password, then join both in your profile.
error-oidc-other = This invitation is for another address.
    .hint = Sign in there as whom you were invited, or ask for an invitation of the other address.
error-oidc-taken = That sign-in belongs to somebody else here.
    .hint = They can part from it in their profile.
error-oidc-only = You would not get in any more.
    .hint = Set a password first.
error-reset-unknown = This link does not work (any more).
    .hint = Check that it was copied whole. It works once; whoever runs the server can make another.
error-reset-expired = This link is over.
    .hint = Ask whoever runs the server for another.
error-invitation-unknown = There is no such invitation.
    .hint = Check that the whole link was copied, or ask for a new one.
error-invitation-used = This invitation was accepted already.
    .hint = Sign in, or ask for a new one.
error-invitation-expired = This invitation is over.
    .hint = Ask for a new one.
error-invitation-other = This invitation is for { $email }.
    .hint = Sign out first, or sign in with that address.
error-invitations-full = More than { $limit } invitations are open.
    .hint = Withdraw some that nobody accepts.
error-member-already = { $email } belongs here already.
    .hint = Change the rank in the list of members.
error-token-refused = This token is over, or was used already.
    .hint = Ask for a new one with POST /v1/auth/token.
error-bot-missing = No Telegram bot works for this account.
    .hint = Whoever runs the server can set one up.
error-person-needed = This is for people who are signed in, not for API keys.
    .hint = Sign in.
error-cross-site = The request came from another site.
    .hint = Open the page of this server itself, and try again there.
