# Командная строка: справка, ход работы, замечания.

program = Efir превращает записи в слова.
help-after = Начните с:  efir transcribe ФАЙЛ      или:  efir up
    Настройки — переменные окружения, все они в .env.example. Коды завершения описаны в README.md.

title-usage = Использование:
title-arguments = Аргументы:
title-options = Параметры:
title-commands = Команды:
word-command = команда

command-transcribe = записать, что сказано в записях
command-eval = измерить движки и модели на записях, слова которых известны
command-up = запустить всё одним процессом, с собственной базой данных
command-api = запустить HTTP API
command-coordinator = запустить координатор: он раздаёт задания рабочим
command-worker = запустить рабочий процесс: он слушает записи
command-rpc = отвечать на вызовы JSON-RPC, приходящие через RabbitMQ
command-bot = запустить бота для Telegram
command-transcribe-server = запустить постоянный сервер транскрибации: модель загружается один раз
command-telegram-sandbox = попробовать бота без Telegram: чат в браузере и всё, что за ним
command-migrate = обновить схему базы данных
command-token = создать, показать и отозвать ключи API
command-token-create = создать ключ API; он показывается один раз
command-token-list = показать ключи API
command-token-revoke = сделать ключ API недействительным
command-user = люди: показать всех, заменить забытый пароль, открыть вход
command-user-list = показать всех, у кого есть доступ
command-user-password = создать ссылку, по которой человек выберет новый пароль
command-user-unlock = открыть вход сразу после многих неверных паролей
command-signing-key = ключ, которым подписаны токены доступа
command-signing-key-rotate = подписывать токены доступа новым ключом
command-models = показать, скачать и добавить модели распознавания
command-models-list = показать модели и какие из них установлены
command-models-pull = скачать модель
command-models-add = взять модель из папки
command-models-remove = удалить установленную модель
command-models-verify = прочитать установленные модели целиком и сравнить с тем, что было установлено
command-tasks = показать оставленные задачи, отправить их ещё раз, отменить
command-tasks-list = перечислить задачи; оставленные, если не указано другое состояние
command-tasks-show = показать одну задачу и чем кончилась каждая попытка
command-tasks-retry = отправить задачи ещё раз
command-tasks-cancel = завершить задачи
command-sweep = сверить хранилище записей с базой и сказать, что не сходится
command-doctor = проверить, всё ли нужное на месте, и сказать, как исправить
command-config = записать .env.example: все настройки, их смысл и значения
command-web = веб-интерфейс: собрать, разрабатывать
command-web-build = собрать веб-интерфейс, каким его отдаёт api
command-web-dev = показывать веб-интерфейс по мере правок, перед api на этой машине
command-web-client = заново записать, что веб-интерфейс знает об api, по его описанию
command-web-screenshots = сделать снимок каждой страницы веб-интерфейса
command-check = выполнить все проверки кода
command-test = выполнить все проверки и все тесты
command-bench = выполнить замер; без имени — показать список
command-chaos = случайно убивать и перезапускать всё подряд и проверить, что ничего не пропало и не удвоилось
command-version = показать версию
command-help = показать справку по команде

argument-files = записи, папки с записями или - для стандартного ввода
argument-corpus = папка с записями и текстами рядом, корпус (LibriSpeech, Common Voice, Golos) или список: .jsonl, .csv, .tsv
argument-key-id = номер ключа из efir token list
argument-email = адрес, с которым человек входит
argument-task-id = идентификатор задачи из efir tasks list
argument-task-ids = идентификаторы задач из efir tasks list
argument-model = имя модели; без него — стандартная
argument-model-installed = имя установленной модели
argument-model-all = имя модели; без него — все
argument-model-folder = папка с файлами модели
argument-test-files = только файлы тестов с этими словами в пути и без проверок
argument-bench = какой замер
argument-screenshots = --only ИМЯ, --into ПАПКА
argument-bench-options = передаются замеру
argument-chaos-options = --minutes N, --seed S, --broker inprocess, redis или rabbitmq

option-help = показать справку
option-stateless = распознавать здесь, без базы данных: сервер для TRANSCRIBE_SERVER_URL других
option-sandbox-alone = без Efir: Bot API для других программ
option-sandbox-host = где принимать соединения; без этого — только на этой машине
option-json = вывести JSON, для других программ
option-thorough = прочитать и каждый байт установленных моделей
option-format = txt, srt, vtt, json, tsv или docx; можно несколько раз (обычно — по окончанию --output, иначе txt)
option-output = файл для вывода; папка, если записей или форматов несколько
option-times = начинать каждый абзац txt с его времени
option-eval-model = какую модель измерить; несколько раз — сравнить
option-eval-engine = какой движок измерить; несколько раз — сравнить
option-eval-language = язык записей, если корпус его не называет
option-eval-output = файл для всех результатов в JSON; если он есть, измеряется только недостающее
option-eval-limit = только столько записей
option-language = язык речи, код или название; auto — определит движок
option-engine = движок: auto, sherpa-onnx, whisper-cpp, openai-compatible, transcribe-server, pocketsphinx или scripted
option-model = модель, см. efir models list
option-diarize = различать говорящих, если модели для этого есть или их можно скачать
option-speakers = сколько человек говорит: их различают
option-min-speakers = говорит не меньше стольких человек
option-max-speakers = говорит не больше стольких человек
option-by-channel = каждый канал — один говорящий, как в записи звонка
option-hot-word = слово, которое, вероятно, прозвучит; можно указать несколько раз
option-vocabulary = файл, в каждой строке которого слово или «слышится => писать»
option-server = расшифровать на этом сервере Efir, а не здесь
option-key = ключ API для --server
option-callback-url = с --server: веб-адрес, который сервер вызовет с подписью, когда запись закончится
option-priority = от -10 до 10: большее идёт раньше (вместе с --server)
option-mend = удалить файлы без записи и пометить записи, файла которых нет
option-force = исправлять и тогда, когда не сходится больше половины
option-tasks-tenant = только задачи этого владельца; без указания — всех
option-tasks-server = спросить этот сервер Efir, а не базу данных
option-tasks-state = waiting, queued, dispatched, running, succeeded, dead или cancelled (по умолчанию dead)
option-tasks-kind = только задачи этого вида, например transcribe
option-tasks-code = только задачи с этой ошибкой, например worker-lost
option-tasks-limit = не больше стольких (по умолчанию 50)
option-tasks-all = все задачи, которые выбраны остальными параметрами
option-key-name = для чего ключ
option-scope = что ключу разрешено: recordings:read recordings:write webhooks:read webhooks:write keys:write
option-days = через сколько дней ключ истечёт; без этого — никогда
option-tenant = арендатор, которому принадлежит ключ; без этого — первый
option-model-name = имя модели; без этого — имя папки
option-model-kind = для чего модель, если её нет в каталоге; без этого — для распознавания
option-model-languages = языки модели: коды через запятую; без этого — любые
option-model-link = сослаться на папку, а не копировать её
option-config-check = ничего не писать, только сказать, свеж ли .env.example

usage-unknownoption = Параметра { $name } не существует
usage-unknowncommand = Команды «{ $name }» не существует
usage-missingargument = Не хватает аргумента { $name }
usage-optionmissingargument = После { $name } не хватает значения
usage-invalidargument = Для { $name } нет значения «{ $value }»; есть { $known }
usage-excessarguments = Аргументов больше, чем принимает команда
usage-format = Формата «{ $name }» нет; есть { $known }
usage-format-ending = Окончание { $path } не называет формата; укажите его через --format ({ $known })
usage-one-file = { $path } — один файл, а расшифровок вышло бы { $count }. Укажите папку: { $path }/
usage-stdout-formats = В терминал можно вывести только один формат. Укажите папку через --output
usage-stdout-binary = { $name } — для файла или программы, не для терминала. Укажите файл через --output
usage-stdout-documents = Вывести можно только один документ { $name }. Укажите папку через --output
usage-no-recordings = В { $path } нет записей
usage-days = --days принимает целое число от 1, а не «{ $name }»
usage-scope = Права «{ $name }» нет; есть { $known }
usage-server = «{ $name }» — не адрес сервера; он выглядит так: http://localhost:8080
usage-key-missing = Для --server нужен ключ API: укажите --key или EFIR_API_KEY
usage-callback-alone = Для --callback-url нужен сервер, который вызовет этот адрес: укажите и --server
usage-force = --force имеет смысл только вместе с --mend
usage-limit = --limit — целое число от 1 до 9999, а не «{ $name }»
usage-eval-limit = --limit — целое число от 1, а не «{ $name }»
usage-eval-empty = В { $name } нет записей с текстом: положите talk.txt рядом с talk.wav или дайте список с полями audio и text
usage-eval-corpus = В этом файле результаты другого корпуса, { $name }. Укажите другой --output
usage-tasks-which = Скажите, какие задачи: идентификаторы или --all
usage-priority = --priority — целое число от -10 до 10, а не «{ $name }»
usage-priority-server = --priority нужен для очереди: только вместе с --server
usage-speakers = { $option }: нужно целое число от 1 до { $most }, а не «{ $name }»
usage-speakers-twice = Укажите либо --speakers, либо --min-speakers и --max-speakers, но не вместе
usage-speakers-crossed = --min-speakers { $least } больше, чем --max-speakers { $most }
usage-speakers-channels = С --by-channel каждый канал — один говорящий, поэтому число говорящих не указывают
usage-vocabulary-line = Строка { $line } файла { $path } — ни слово, ни «слышится => писать»
usage-bench = Замера «{ $name }» нет; есть { $known }

setup-installing = efir: системный установщик ставит { $packages } …
setup-failed = efir: установить не получилось: { $detail }
transcribe-stdin = стандартный ввод
transcribe-retry = efir: { $name }: { $message } Ещё одна попытка …
transcribe-note = efir: { $name }: { $note }
transcribe-skipped = efir: { $name } пропускается: похоже на { $found }
transcribe-saved = efir: { $name } → { $path }

eval-standard = стандартная модель
eval-failed = efir: { $name }: { $message }
eval-note = efir: { $name }: { $note } ({ $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[other] { $count } записей
})
eval-unusable = efir: { $name } пропускается: { $problem ->
    [no-recording] записи нет
    [no-reference] не сказано, что в ней говорят
    [language-unknown] «{ $detail }» — не язык
   *[reference-unreadable] текст не читается: { $detail }
}
eval-title-engine = Движок
eval-title-model = Модель
eval-title-recordings = Записей
eval-title-failed = Не вышло
eval-title-wer = WER
eval-title-interval = 95 %
eval-title-changed = Заменено
eval-title-missing = Пропущено
eval-title-added = Лишних
eval-title-cer = CER
eval-title-der = DER
eval-title-rtf = RTF
eval-title-cpu = ЦП с/с
eval-title-memory = МБ

transcribe-left = осталось { SPAN($seconds) }
transcribe-uploading = загрузка
transcribe-waiting = ожидание
transcribe-place = ожидание, { $place ->
    [0] следующая
   *[other] впереди { $place }
}
transcribe-preparing = подготовка
transcribe-summary = efir: { $done ->
        [one] готова { $done } запись
        [few] готовы { $done } записи
        [many] готово { $done } записей
       *[other] готово { $done } записи
    }, не вышло: { $failed }

progress-bytes = модель: { BYTES($done) } из { BYTES($total) }
models-installed = установлена
models-available = можно скачать
models-standard = стандартная
models-size = { BYTES($bytes) }
models-any-language = около ста языков
models-ready = { $name } готова.
models-removed = { $name }: модель удалена.
models-none = Сравнивать нечего: ни одной модели не установлено через efir models pull или efir models add.
models-verified = { $name }: модель такая же, как при установке.
models-kind = { $kind ->
    [speech-detector] отличает речь от прочих звуков
    [speaker-segmentation] различает говорящих: кто когда говорит
    [speaker-embedding] различает говорящих: как звучит голос
   *[other] { $kind }
}

tasks-none = Задач в состоянии «{ $state }» нет.
tasks-title-id = ID
tasks-title-kind = Вид
tasks-title-state = Состояние
tasks-title-recording = Запись
tasks-title-tenant = Владелец
tasks-title-created = Начало
tasks-title-ended = Конец
tasks-title-pieces = Сохранено кусков
tasks-title-error = Ошибка
tasks-title-attempt = Попытка
tasks-title-worker = Исполнитель
tasks-state = { $state ->
    [waiting] ждёт другого шага
    [queued] ждёт своей очереди
    [dispatched] на пути к исполнителю
    [running] в работе
    [succeeded] выполнена
    [dead] оставлена
    [cancelled] отменена
   *[other] { $state }
}
tasks-retried = { $id } ({ $name }) отправлена ещё раз.
tasks-retried-all = { $count ->
    [one] { $count } задача отправлена ещё раз.
    [few] { $count } задачи отправлены ещё раз.
   *[other] { $count } задач отправлено ещё раз.
}
tasks-cancelled = { $id } ({ $name }) отменена.

sweep-seen = Просмотрено: { $blobs ->
    [one] { $blobs } файл
    [few] { $blobs } файла
   *[other] { $blobs } файлов
} и { $recordings ->
    [one] { $recordings } запись
    [few] { $recordings } записи
   *[other] { $recordings } записей
}; слишком новых: { $young }, чужих: { $foreign }.
sweep-orphans = { $orphans ->
    [one] { $orphans } файл не принадлежит
    [few] { $orphans } файла не принадлежат
   *[other] { $orphans } файлов не принадлежат
} ни одной записи ({ BYTES($orphanBytes) }):
sweep-missing = { $missing ->
    [one] У { $missing } записи
   *[other] У { $missing } записей
} больше нет файла:
sweep-mended = Исправлено: удалено { $deleted } ({ BYTES($deletedBytes) }), помечено { $marked }, пометок снято { $unmarked }.
sweep-hint = Ничего не изменено: исправляет efir sweep --mend.
sweep-refused = Не сходится больше половины: то ли это хранилище для этой базы? Ничего не изменено; efir sweep --mend --force исправит всё равно.

token-created = Ключ API (показывается только сейчас):
user-none = Доступа ещё ни у кого нет. Код для первого человека печатает efir up.
user-title-email = Почта
user-title-name = Имя
user-title-made = С
user-title-seen = Был(а)
user-title-state = Вход
user-title-tenants = Учётные записи
user-state-open = открыт
user-state-locked = закрыт
user-password = Ссылка для { $name } до { $until } UTC. Она завершит остальные сеансы и отсоединит вход через другую службу; действует один раз:
user-password-place = С PUBLIC_URL она начнётся с адреса, по которому люди находят этот сервер.
user-unlocked = { $email }: вход снова открыт.
user-open = { $email }: вход и не был закрыт.
signing-key-rotated = Токены доступа подписываются новым ключом. Подписанные прежним действуют до своего конца, десять минут.
token-title-id = Номер
token-title-state = Состояние
token-title-created = Создан
token-title-used = Использован
token-title-scopes = Права
token-title-name = Название
token-none = Ключей ещё нет: их создаёт efir token create.
token-revoked = { $id } отозван.
token-never = никогда
token-state-active = действует
token-state-revoked = отозван
token-state-expired = истёк

migrate-done = База данных в порядке.

config-written = { $path } записан.
config-same = .env.example свеж.
config-differs = .env.example устарел: его пишет efir config.

up-preparing-database = efir: готовится база данных …
up-ready = Efir в эфире: { $url }
up-docs = Что он умеет: { $url }/docs
up-setup = Откройте { $url } в браузере и настройте сервер этим кодом, он действует один раз:
up-first-key = Ваш ключ API, показывается только сейчас:
up-more-keys = Ещё один ключ API создаст ./efir token create.
up-try = Попробуйте:
up-stop = Ctrl-C завершает работу.
telegram-sandbox-ready =
    Чат с ботом: { $url }

    Откройте его в браузере, запишите голосовое сообщение или перетащите файл: текст придёт в ответ.
    Ни Telegram, ни токен не нужны, и ничто не покидает эту машину.
telegram-sandbox-alone =
    Bot API без Telegram и чат к нему: { $url }
    Адрес API: { $api }
    Токен:     { $token }
    Что там можно делать, описано в src/telegram-sandbox/interface.ts. Ctrl-C завершает работу, и всё исчезает.
up-stopping = efir: завершение … (ещё раз Ctrl-C — немедленно)
up-building-dashboard = efir: собирается веб-интерфейс (один раз, около 15 секунд) …
up-no-dashboard = efir: { $detail }
up-no-engine = efir: Расшифровывать записи пока нечем. { $detail }
up-downloading = efir: скачивается модель { $model } ({ BYTES($total) }) …
up-engine-low = efir: Это грубый автономный движок: многие слова будут неверны. Полагаться на них нельзя.
up-engine-ready = efir: записи расшифровывает { $engine }, модель { $model }.
up-bot = В Telegram отвечает @{ $name }.
up-bot-silent = Telegram не отвечает. Efir продолжает попытки, причину показывает /ready.
up-transcribe-server = Сервер транскрибации принимает записи по адресу { $url }/transcribe
transcribe-server-door = efir: сервер транскрибации — дверь: записи, пришедшие на { $url }/transcribe, хранятся в базе, расшифровывают их рабочие процессы
transcribe-server-stateless = efir: сервер транскрибации без базы: записи, пришедшие на { $url }/transcribe, расшифровываются здесь же
up-role = efir: { $role } работает; состояние и метрики: { $url }
up-role-alone = efir: Процесс { $role } один: без BROKER_URL другие процессы с ним не связаны. Дайте всем одинаковый BROKER_URL или запустите всё одним процессом: efir up.

doctor-fine = Всё нужное на месте.
doctor-problems = { $count ->
        [one] Исправить нужно { $count } вещь.
        [few] Исправить нужно { $count } вещи.
        [many] Исправить нужно { $count } вещей.
       *[other] Исправить нужно { $count } вещи.
    }
doctor-node = Node.js { $version }
doctor-node-old = Node.js { $version } слишком стар
doctor-node-old-hint = Запускайте ./efir: он принесёт Node.js 24.
doctor-settings = настройки
doctor-ffmpeg = ffmpeg { $version }
doctor-prlimit = prlimit ограничивает память декодеров
doctor-prlimit-missing = prlimit нет: память декодеров не ограничена
doctor-prlimit-hint = Установите util-linux.
doctor-disk = { BYTES($bytes) } свободно для { $path }
doctor-disk-low = всего { BYTES($bytes) } свободно для { $path }
doctor-disk-hint = Освободите место или перенесите данные настройкой EFIR_DATA_DIR.
doctor-data = папка данных { $path }
doctor-data-none = папки данных { $path } ещё нет; она появится при первом запуске
doctor-database-embedded = собственная база данных в { $path }
doctor-database-first = собственная база данных; она появится при первом запуске
doctor-database = база данных { $host }
doctor-database-leaks = база данных не отделяет арендаторов друг от друга: { $name } { $fault }
doctor-database-leaks-hint = Остановите сервер. Кто-то изменил схему вручную: отмените это или восстановите копию.
doctor-broker = брокер { $url }
doctor-calls = вызовы JSON-RPC через { $url }
doctor-broker-volatile = брокер { $url } держит сообщения только в памяти
doctor-broker-volatile-hint = При его перезапуске ничего не потеряется, но начатые задачи задержатся. Redis: задайте appendonly yes.
doctor-engine = движок { $engine }, модель { $model }
doctor-engine-low = только движок { $engine }: английский, и то грубо
doctor-engine-low-hint = efir models pull скачает стандартную модель.
doctor-engine-later = модели { $model } ещё нет; она скачается при первом использовании
doctor-languages = движок для каждого языка: { $list }
doctor-languages-none = Здесь ничто не понимает эти языки: { LANGUAGES($languages) }. Поможет efir models pull { $name } или другая модель из efir models list.
doctor-route-missed = SPEECH_ROUTES назначает языку { $language } { $wanted }, но это недоступно: { $reason }.
doctor-detector = речь от прочих звуков отличает { $detector }
doctor-detector-later = речь от прочих звуков будет отличать { $detector }; модель скачается при первом использовании
doctor-detector-none = модель { $detector } не установлена: речь отличается от прочих звуков только по громкости
doctor-diarizer = говорящих различают { $models }
doctor-diarizer-later = говорящих можно различать; модели для этого скачаются при первом использовании
doctor-diarizer-none = говорящие не различаются: модели для этого не установлены
doctor-identifier = если язык не указан, его по звуку определяет { $model }
doctor-identifier-none = если язык не указан, он определяется по словам; с моделью Whisper — по звуку
doctor-pull = Недостающее установит efir models pull { $name }.
doctor-transcribe-server = сервер транскрибации { $url }: { $engine }, модель { $model }
doctor-whisper-cpp = сервер whisper.cpp, { $program }
doctor-speech-service = сервис распознавания { $server }, модель { $model }
doctor-telegram = бот Telegram @{ $username }, сам спрашивает о сообщениях
doctor-telegram-webhook = бот Telegram @{ $username }, с вебхуком
doctor-telegram-webhook-fails = бот Telegram @{ $username }: вебхук не работает: { $detail }
doctor-telegram-webhook-hint = Проверьте, что TELEGRAM_WEBHOOK_URL снаружи ведёт к порту бота и что Telegram принимает сертификат.
doctor-telegram-removes-hint = Задан вебхук, которого нет в TELEGRAM_WEBHOOK_URL; бот уберёт его при запуске.
doctor-models = каждый байт { $count ->
    [one] { $count } установленной модели остался прежним
   *[other] { $count } установленных моделей остался прежним
}
doctor-port = порт { $port } свободен
doctor-port-ours = на порту { $port } работает efir
