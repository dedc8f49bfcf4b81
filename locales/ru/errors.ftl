# Каждый код из src/core/errors.ts: что не так и (.hint) что с этим делать.

## Присланная запись

error-media-empty = Файл пуст.
    .hint = Проверьте, что запись сохранилась или загрузилась целиком, и отправьте её ещё раз.
error-media-unrecognised = Это не запись: в файле { $found }.
    .hint = Пришлите аудио- или видеофайл: OGG, MP3, M4A, WAV, FLAC, MP4, MKV, WebM. Важно содержимое, а не имя файла.
error-media-no-audio = В файле нет звука, только { $found }.
    .hint = Пришлите запись хотя бы с одной звуковой дорожкой.
error-media-no-duration = В записи нет ни секунды звука: её длина равна нулю.
    .hint = Проверьте, что запись была остановлена и сохранена, и отправьте её ещё раз.
error-media-truncated = Запись обрывается: читается только { SPAN($decoded) } из { SPAN($announced) }.
    .hint = Копия неполная. Скопируйте или загрузите оригинал заново.
error-media-damaged = Запись повреждена и не читается: { $detail }.
    .hint = Откройте её в проигрывателе; если там она играет, преобразуйте её (ffmpeg -i FILE fixed.ogg) и пришлите результат.
error-media-too-long = Запись длится { SPAN($duration) }, а принимается не больше { SPAN($limit) }.
    .hint = Разрежьте её на части или увеличьте настройку MAX_DURATION.
error-channels-too-many = В записи { $channels } каналов, а слушать каждый как отдельного говорящего можно не больше чем в { $limit }.
    .hint = Уберите by_channel, и каналы будут смешаны, или оставьте только каналы с речью: ffmpeg -i FILE -af "pan=stereo|c0=c0|c1=c1" OUT.wav
error-file-too-large = Файл больше { BYTES($limit) }, а это предел.
    .hint = Сожмите его (ffmpeg -i FILE -vn -b:a 32k small.ogg) или увеличьте настройку MAX_FILE_SIZE.
error-file-not-found = { $path }: такого файла нет.
    .hint = Проверьте имя и папку.
error-file-unreadable = { $path } не читается: { $detail }.
    .hint = Проверьте, что это файл и что этому пользователю можно его читать.
error-file-outside = { $path } лежит вне папки, которой Efir делится с другими программами.
    .hint = Укажите полный путь внутри папки из настройки SHARED_ROOT; ссылки не должны вести наружу.
error-upload-cut = Загрузка оборвалась на середине.
    .hint = Ничего не сохранено. Отправьте запись ещё раз.
error-upload-malformed = Загрузку не удалось разобрать: { $detail }.
    .hint = Пришлите форму multipart с одним файлом. POST /v1/recordings принимает и байты записи телом запроса.
error-upload-not-found = Такой загрузки нет.
    .hint = Возможно, её отменили или она давно стала записью. Отправьте файл ещё раз.
error-upload-expired = Загрузка слишком долго не продолжалась и удалена.
    .hint = Отправьте файл ещё раз.
error-upload-offset-wrong = Загрузка продолжается с другого места: получено { $received } байт.
    .hint = Узнайте место ещё раз и отправьте то, что идёт дальше.
error-upload-taken-over = Эту загрузку уже продолжают из другого места.
    .hint = Отправляйте файл из одного места.
error-uploads-full = Незавершённых загрузок может быть не больше { $limit }.
    .hint = Завершите некоторые из них или отмените.
error-tus-version-unknown = Загрузка идёт по другой версии протокола tus, чем 1.0.0.
    .hint = Отправьте заголовок «Tus-Resumable: 1.0.0».
error-upload-link-unknown = Такой ссылки для отправки нет.
    .hint = Откройте её точно так, как она дана в чате, или попросите у бота новую.
error-upload-link-used = По этой ссылке файл уже отправлен.
    .hint = Каждая ссылка принимает один файл. Отправьте боту ещё одну запись, и он даст новую ссылку.
error-upload-link-expired = Эта ссылка для отправки больше не действует.
    .hint = Её срок вышел, или запись отменили. Попросите у бота новую.

## Что было запрошено

error-request-invalid = Запрос неверен: { $detail }.
    .hint = На странице /docs сервера показано каждое поле и что в нём допустимо.
error-usage-invalid = { $detail }.
    .hint = efir help показывает команды, efir help КОМАНДА — параметры одной из них.
error-language-unknown = Язык «{ $language }» здесь неизвестен.
    .hint = Укажите код или название, например en, ru, German, или auto, чтобы язык определил движок.
error-language-unsupported = Движок { $engine } не понимает язык «{ $language }»; он знает { $languages }.
    .hint = { $install ->
        [none] В каталоге нет модели для него: efir models add возьмёт вашу.
       *[other] Установите модель, которая его понимает, командой efir models pull: { $install }.
    }
error-engine-unknown = Нет движка распознавания «{ $engine }»; известны { $known }.
    .hint = Укажите один из них или не указывайте никакого: тогда выберется лучший.
error-model-unknown = Нет модели «{ $model }»; { $known ->
        [none] ни одной не установлено
       *[other] известны { $known }
    }.
    .hint = efir models list показывает все модели, efir models add принимает вашу собственную.
error-recipe-unknown = Рецепта «{ $recipe }» нет; известны: { $known }.
    .hint = Укажите один из них или никакого: тогда будет сделана расшифровка.
error-translation-unavailable = На этом сервере не настроен движок для перевода.
    .hint = Запросите расшифровку на языке записи (POST /v1/audio/transcriptions), а её текст переведите в другом месте.
error-route-unknown = По адресу { $method } { $path } ничего нет.
    .hint = На странице /docs сервера показаны все адреса.
error-recording-not-found = Такой записи нет.
    .hint = Проверьте её номер и то, что ключ принадлежит приславшей её учётной записи. Удалённая запись не возвращается.
error-task-not-found = Такой задачи нет.
    .hint = Имеющиеся задачи показывают efir tasks list и GET /v1/tasks; завершённые удаляются по правилам хранения владельца.
error-audio-expired = Звук этой записи больше не хранится: срок истёк { $date }.
    .hint = Расшифровка остаётся, пока не истёк её собственный срок. Чтобы расшифровать запись заново, пришлите её ещё раз.
error-audio-lost = Звука этой записи в хранилище больше нет; это замечено { $date }.
    .hint = Восстановите хранилище из резервной копии и выполните efir sweep --mend или пришлите запись ещё раз.
error-audio-awaited = Звука этой записи пока нет: он ещё не получен по ссылке.
    .hint = Подождите, пока запись загрузится, или посмотрите, почему это не удалось.
error-transcript-expired = Расшифровка этой записи больше не хранится: срок истёк { $date }.
    .hint = Пришлите запись ещё раз, чтобы расшифровать её заново. GET /v1/retention показывает, что сколько хранится.
error-session-not-found = Такого сеанса загрузки нет.
    .hint = Сеанс кончается через некоторое время после последнего обращения. Загрузите файл снова без номера сеанса: в ответе будет новый.
error-session-file-not-found = В сеансе нет файла { $id }.
    .hint = GET /files показывает файлы сеанса. Файлы чужого сеанса недоступны.
error-method-unknown = Метода «{ $method }» нет.
    .hint = system.describe перечисляет методы. Какие службы включены, говорит настройка RPC_SERVICES.
error-call-timeout = Вызов занял больше { SPAN($seconds) }.
    .hint = Начатое продолжается: спросите media.status. Дайте вызову больше времени (timeout) или не ждите.
error-api-key-not-found = Такого ключа нет.
    .hint = efir token list показывает имеющиеся ключи.
error-webhook-not-found = Такого веб-хука нет.
    .hint = GET /v1/webhooks перечисляет имеющиеся.
error-delivery-not-found = Такой доставки нет.
    .hint = GET /v1/deliveries перечисляет имеющиеся. Они удаляются вместе с записью, а также когда устареют.
error-url-forbidden = Адрес «{ $url }» не вызывается: { $reason ->
        [unreadable] это не веб-адрес
        [too-long] он слишком длинный
        [scheme] он не начинается с https:// или http://
        [credentials] в нём есть имя пользователя или пароль
        [port] его порт меньше 1024, но не 80 и не 443
        [private] он ведёт в частную сеть
        [unknown-host] такого имени в сети нет
       *[other] { $reason }
    }.
    .hint = Укажите адрес, доступный всем, например https://example.com/hook. Кто держит этот сервер, может разрешить вызовы в собственную сеть настройкой WEBHOOK_PRIVATE_HOSTS.
error-webhooks-full = Веб-хуков уже { $limit }, больше у одной учётной записи быть не может.
    .hint = Измените один из них или удалите ненужный.
error-webhook-paused = Этот веб-хук приостановлен.
    .hint = Сначала возобновите его: PATCH /v1/webhooks/ID и {"{"}"state": "active"{"}"}. Тогда будет отправлено всё, что он пропустил.
error-transcript-not-ready = Расшифровка не готова: запись { $state ->
        [queued] ждёт очереди
        [running] в работе
        [failed] не поддалась
        [cancelled] отменена
       *[other] { $state }
    }.
    .hint = Следите за /events записи или спросите чуть позже. Неподдавшуюся или отменённую запись можно отправить снова: /retry.
error-transcription-unfinished = Расшифровка и за долгое время не закончена; она продолжается как запись { $id }.
    .hint = Отправьте тот же запрос ещё раз, чтобы ждать дальше, или спросите позже /v1/recordings/{ $id }/transcript.
error-state-conflict = Этого нельзя сделать, пока запись { $state ->
        [queued] ждёт очереди
        [running] в работе
        [succeeded] готова
        [failed] не поддалась
        [cancelled] отменена
       *[other] { $state }
    }.
    .hint = Посмотрите на состояние записи и попробуйте, когда оно изменится.
error-task-conflict = С этой задачей так нельзя: она { $state ->
        [waiting] ждёт другого шага
        [queued] ждёт своей очереди
        [dispatched] на пути к исполнителю
        [running] в работе
        [succeeded] выполнена
        [dead] оставлена после неудач
        [cancelled] отменена
       *[other] в состоянии { $state }
    }.
    .hint = Оставленную или отменённую задачу можно отправить ещё раз; незавершённую — отменить.
error-idempotency-conflict = Этот Idempotency-Key уже использован для другой записи.
    .hint = Для нового содержимого нужен новый ключ; прежний лишь повторяет прежний запрос.
error-job-not-found = Задания «{ $id }» здесь нет.
    .hint = Проверьте job_id. Результаты хранятся столько, сколько велит TRANSCRIBE_SERVER_KEEP; пришлите запись ещё раз.
error-job-conflict = job_id «{ $id }» уже использован для другой записи или с другими параметрами.
    .hint = Для нового содержимого возьмите новый job_id; тот же повторяет только тот же запрос.
error-queue-full = Очередь полна: уже { $limit ->
        [one] ждёт { $limit } запись
        [few] ждут { $limit } записи
       *[other] ждут { $limit } записей
    }.
    .hint = Подождите, сколько велит Retry-After, и пришлите ещё раз. Длину очереди задаёт TRANSCRIBE_SERVER_QUEUE.
error-range-invalid = В записи нет такого диапазона байтов: в ней { $size ->
        [one] { $size } байт
        [few] { $size } байта
        [many] { $size } байт
       *[other] { $size } байта
    }.
    .hint = Запросите диапазон внутри записи или её целиком.
error-streams-full = Одновременно следить за записями могут не больше { $limit } страниц и программ.
    .hint = Закройте лишние страницы и попробуйте снова.
error-rate-limited = Слишком много запросов: в минуту допускается { $limit ->
        [one] { $limit } запрос
        [few] { $limit } запроса
        [many] { $limit } запросов
       *[other] { $limit } запроса
    }.
    .hint = Подождите, сколько сказано в Retry-After, и повторите.
error-unauthorised = Вы не вошли, или ключа API нет, или он неверен, просрочен или отозван.
    .hint = Войдите; программа шлёт «Authorization: Bearer КЛЮЧ», новый ключ делает efir token create.
error-forbidden = Это здесь не разрешено: нет права { $scope }.
    .hint = Возьмите ключ с этим правом; efir token create --scope сделает такой.

## Модели и движки

error-model-missing = Модель { $model } не установлена.
    .hint = efir models pull { $model } скачает её, efir models add возьмёт из папки.
error-model-corrupt = Модель { $model } не загружается: { $detail }.
    .hint = Если модель скачана, выполните efir models remove { $model }, затем efir models pull { $model }. Если она ваша, проверьте, все ли её файлы на месте.
error-diarizer-missing = Различать голоса здесь нечем: { $detail }.
    .hint = Установите две модели командой efir models pull diarization или не просите различать говорящих: слова будут и так.
error-provider-missing = Модели здесь не работают на { $provider }: { $detail }.
    .hint = Задайте SPEECH_DEVICE=cpu или установите сборку движка для этого устройства (docs/runbook.md).
error-model-too-large = Модели { $model } нужно около { $needs } МБ памяти, а моделям здесь можно занять { $free } МБ: загрузить её не удастся никогда.
    .hint = Дайте моделям больше памяти через MODEL_MEMORY или выберите модель поменьше.
error-memory-short = Модели { $model } нужно около { $needs } МБ памяти, а для моделей осталось { $free } МБ.
    .hint = Отведите моделям больше памяти через MODEL_MEMORY или выберите модель поменьше.
error-segment-not-found = В этой расшифровке нет отрезка { $index }.
    .hint = Запросите расшифровку снова: она могла измениться.
error-speaker-not-found = В этой записи нет говорящего { $id }.
    .hint = Запросите расшифровку: в ней перечислены говорящие.
error-version-not-found = У этой расшифровки нет версии { $version }: есть версии от 1 до { $newest }.
    .hint = Запросите список её версий.
error-versions-full = Расшифровку изменили уже { $limit } раз или настолько, что новых версий больше не хранится.
    .hint = Выгрузите её и правьте дальше в файле.
error-version-conflict = Расшифровку тем временем изменили: сейчас версия { $current }, а не { $given }.
    .hint = Запросите расшифровку снова и повторите правку по её нынешнему тексту.
error-model-download-failed = Модель { $model } не удалось скачать: { $detail }.
    .hint = Проверьте сеть и попробуйте снова: загрузка продолжится с места обрыва. Без сети скопируйте файлы модели с другой машины и добавьте их командой efir models add.
error-dashboard-unbuilt = Веб-интерфейс собрать не удалось: { $detail }.
    .hint = Всё остальное работает и без него. Попробовать ещё раз: `./efir web build`.
error-engine-missing = Ни один движок распознавания не запускается: { $detail }.
    .hint = efir models pull скачает стандартную модель. Без сети английский грубо понимает pocketsphinx: apt-get install pocketsphinx pocketsphinx-en-us. Что есть на машине, показывает efir doctor.
error-engine-host-died = Движок распознавания остановился посреди работы ({ $detail }).
    .hint = Работа повторится сама. Если так бывает часто, возможно, не хватает памяти: попробуйте модель поменьше.
error-recording-kills-engine = Движок распознавания упал на этой записи { $times ->
        [one] { $times } раз
        [few] { $times } раза
        [many] { $times } раз
       *[other] { $times } раза
    }, и работа прекращена.
    .hint = Попробуйте другой движок или модель либо сначала преобразуйте запись (ffmpeg -i FILE fixed.ogg).
error-engine-failed = Движок распознавания не справился: { $detail }.
    .hint = Попробуйте ещё раз или возьмите другой движок либо модель.

## Машина и службы вокруг

error-media-tool-missing = Не установлена программа { $tool }, а без неё записи не прочесть.
    .hint = Debian и Ubuntu: apt-get install ffmpeg. Fedora: dnf install ffmpeg-free. Arch: pacman -S ffmpeg. macOS: brew install ffmpeg.
error-disk-full = На диске кончилось место.
    .hint = Освободите место или перенесите данные настройкой EFIR_DATA_DIR (одни записи — BLOB_URL). Ничего недописанного не осталось.
error-output-unwritable = Не удаётся записать { $path }: { $detail }.
    .hint = Проверьте папку и права на неё или укажите другое место через -o.
error-database-unreachable = База данных недоступна: { $detail }.
    .hint = Проверьте DATABASE_URL и то, что сервер запущен. Без DATABASE_URL efir up запускает собственную базу.
error-database-role-unsafe = Роль базы данных { $role } не годится для работы: { $reason }.
    .hint = С такой ролью данные арендаторов не были бы разделены. Выполните efir migrate, указав владельца в DATABASE_MIGRATION_URL, а в DATABASE_URL дайте простую роль, которую он создаст.
error-database-schema-old = База данных устарела: не хватает { $missing }.
    .hint = Выполните один раз efir migrate и запустите снова.
error-database-major-differs = Данные в { $directory } записаны PostgreSQL { $found }, а с программой идёт PostgreSQL { $expected }.
    .hint = Выгрузите их программой pg_dump из PostgreSQL { $found } и загрузите сюда: команды есть в docs/runbook.md. Или укажите в EFIR_DATA_DIR пустую папку.
error-database-start-failed = Встроенная база данных не запускается: { $detail }.
    .hint = Её журнал лежит в папке данных, подробнее посмотрит efir doctor. С DATABASE_URL вместо неё используется другой сервер.
error-data-directory-in-use = С папкой { $directory } уже работает другой efir (процесс { $pid }).
    .hint = Остановите его или дайте этому свои папку и порт: EFIR_DATA_DIR и PORT.
error-data-directory-unusable = Папку данных { $directory } нельзя использовать: { $detail }.
    .hint = Проверьте права на неё или выберите другую через EFIR_DATA_DIR.
error-port-in-use = Порт { $port } занят другой программой.
    .hint = Остановите её или выберите другой порт настройкой PORT, например PORT=8090. Отдельные coordinator, worker, rpc и bot занимают порты на 1, 2, 3 и 4 больше; с PORT=0 каждый берёт свободный. У песочницы Telegram своя настройка: TELEGRAM_SANDBOX_PORT.
error-setting-invalid = Настройка { $name } равна «{ $value }», а допустимо другое: { $accepts }.
    .hint = Все настройки перечислены в .env.example.
error-setting-unknown = Настройки { $name } не существует.
    .hint = Проверьте имя: все настройки перечислены в .env.example.
error-server-unreachable = Сервер { $server } не отвечает: { $detail }.
    .hint = Проверьте адрес после --server и то, что сервер запущен.
error-server-answer-unreadable = Ответ { $server } не удалось разобрать: { $detail }.
    .hint = Проверьте, что по этому адресу сервер Efir той же версии, что и эта программа.
error-transcribe-server-unreachable = Сервер транскрибации { $server } не делает своей работы: { $detail }.
    .hint = Проверьте TRANSCRIBE_SERVER_URL и TRANSCRIBE_SERVER_KEY и то, что сервер запущен: это скажет его /health. Попытка повторится сама.
error-transcribe-server-circle = { $server } отправил бы работу обратно туда, откуда она пришла.
    .hint = В TRANSCRIBE_SERVER_URL должны стоять серверы, запущенные как «efir transcribe-server --stateless», а у них — свой движок (EFIR_ENGINE). В OPENAI_COMPATIBLE_URL должен стоять сервер, который сам этой настройкой не пользуется.
error-speech-service-unreachable = Сервис распознавания { $server } не работает: { $detail }.
    .hint = Проверьте OPENAI_COMPATIBLE_URL и запущен ли сервер. Работа будет повторена сама.
error-speech-service-refused = Сервис распознавания { $server } отказывается работать: { $detail }.
    .hint = Проверьте OPENAI_COMPATIBLE_URL (адрес, с /v1 или без), OPENAI_COMPATIBLE_KEY и OPENAI_COMPATIBLE_MODEL.
error-key-required = Без ключа сервер транскрибации слушает только на этой машине, а не по адресу { $host }.
    .hint = Задайте TRANSCRIBE_SERVER_KEY или HOST=127.0.0.1.
error-target-unreachable = Узел { $host } недоступен: { $detail }.
    .hint = Проверьте, что адрес верен, а его сервер запущен и отвечает быстро.
error-target-refused = Пришёл ответ { $status } вместо 2xx.
    .hint = Загляните в журнал вызванной программы. Перенаправления не выполняются: укажите адрес, на который они ведут.
error-webhook-failing = Доставок подряд не удалось: { $failures }; больше ничего не отправляется.
    .hint = Посмотрите журнал доставок, исправьте получателя и возобновите веб-хук: тогда будет отправлено всё, что он пропустил.
error-chat-unreachable = Чат недоступен: { $detail }.
    .hint = Нужно, чтобы кто-нибудь снова написал там боту или вернул его в чат.
error-message-refused = Мессенджер не принял сообщение: { $detail }.
    .hint = Запросите ещё раз; если не поможет, сообщите тому, кто ведёт этого бота.
error-broker-unreachable = Брокер недоступен: { $detail }.
    .hint = Проверьте BROKER_URL (или RABBITMQ_HOST и остальные RABBITMQ_…), запущен ли сервер и верен ли пароль. Без них efir up обходится без сервера.
error-message-too-large = Сообщение в { $bytes } байт слишком велико для брокера: он принимает до { $limit }.
    .hint = Это ошибка Efir: большое передаётся файлом. Сообщите о ней вместе с журналом.
error-telegram-token-missing = У бота для Telegram нет токена.
    .hint = @BotFather в Telegram создаст бота и выдаст токен: задайте его в TELEGRAM_BOT_TOKEN. Попробовать бота без Telegram: efir telegram-sandbox.
error-telegram-token-wrong = Telegram не знает токен бота.
    .hint = Ещё раз скопируйте токен у @BotFather и задайте его в TELEGRAM_BOT_TOKEN. Отозванный токен больше не заработает.
error-telegram-unreachable = До Telegram не достучаться: { $detail }.
    .hint = Проверьте сеть и TELEGRAM_API_URL, если вы его задали. Бот сам продолжает попытки.
error-telegram-conflict = Сообщения этого бота получает другая программа.
    .hint = Остановите другую программу с тем же токеном или дайте этой отдельного бота: его создаст @BotFather.
error-telegram-refused = Telegram отказывается выполнить просьбу бота: { $detail }.
    .hint = Проверьте настройки, которые начинаются с TELEGRAM_. Бот сам продолжает попытки.
error-update-malformed = Это сообщение нельзя понять: { $detail }.
    .hint = Отправьте его ещё раз иначе.
error-unavailable = Сейчас это невозможно: { $detail }.
    .hint = Попробуйте чуть позже; чего не хватает, говорит /ready сервера.

## Сама работа

error-task-timeout = Работа прекращена через { SPAN($seconds) }.
    .hint = Повторите, когда машина освободится, или возьмите модель поменьше.
error-step-failed = Этот шаг не начался: предыдущий шаг ({ $kind }) не удался или был отменён.
    .hint = Отправьте предыдущий шаг ещё раз: этот последует сам.
error-worker-lost = Рабочий процесс пропал, и те, кто его сменил, тоже.
    .hint = Посмотрите журналы рабочих процессов и отправьте запись снова.
error-foreign-worker-failed = Запись была у рабочего процесса другой программы, и он не справился: { $detail }
    .hint = Посмотрите журнал того процесса и отправьте запись снова.
error-message-too-new = Рабочий процесс слишком стар для этой задачи: он знает версию сообщений { $known }, а нужна { $needed }.
    .hint = Обновите рабочие процессы до версии координаторов.
error-cancelled = Отменено.
    .hint = Ничего лишнего не осталось. Начать снова можно в любой момент.
error-internal = Произошло то, чего быть не должно: { $detail }.
    .hint = Сообщите об этом, приложив номер запроса или соседние строки журнала.

## Люди и их учётные записи
error-setup-done = Этот сервер уже настроен.
    .hint = Войдите или попросите приглашение у владельца.
error-setup-code-wrong = Это не код настройки.
    .hint = Он напечатан там, где запущен сервер; действует последний, с дефисами или без них.
error-sign-in-wrong = Неверный адрес или пароль.
    .hint = Проверьте и то и другое, в том числе заглавные буквы. Владелец может пригласить вас снова.
error-sign-in-slowed = Слишком много попыток.
    .hint = Попробуйте снова через { SPAN($seconds) }.
error-sign-in-locked = Вход закрыт: слишком много неверных паролей.
    .hint = Он откроется через { SPAN($seconds) }.
error-sign-in-not-found = Там вы не вошли.
    .hint = Возможно, вход уже завершён; в списке видно, где вы вошли.
error-password-wrong = Нынешний пароль неверен.
    .hint = Введите пароль, с которым вы входите.
error-password-short = Пароль слишком короткий.
    .hint = Нужно не меньше { $least } знаков; подойдут несколько слов, которые легко запомнить.
error-password-long = Пароль слишком длинный.
    .hint = Можно не больше { $most } знаков.
error-membership-none = Вы больше не состоите ни в одной группе этого сервера.
    .hint = Попросите приглашение у владельца.
error-tenant-not-found = В такой группе вы не состоите.
    .hint = Ваши группы видны в списке.
error-member-not-found = Участника { $id } здесь нет.
    .hint = Возможно, он вышел; в списке видно, кто здесь состоит.
error-last-owner = Без владельца нельзя.
    .hint = Сначала сделайте владельцем кого-нибудь ещё.
error-invitation-unknown = Такого приглашения нет.
    .hint = Проверьте, что ссылка скопирована целиком, или попросите новую.
error-invitation-used = Это приглашение уже принято.
    .hint = Войдите или попросите новое.
error-invitation-expired = Срок приглашения истёк.
    .hint = Попросите новое.
error-invitation-other = Это приглашение для { $email }.
    .hint = Сначала выйдите или войдите с этим адресом.
error-invitations-full = Открытых приглашений больше { $limit }.
    .hint = Отзовите те, которые никто не принимает.
error-member-already = { $email } здесь уже состоит.
    .hint = Изменить права можно в списке участников.
error-token-refused = Этот токен истёк или уже использован.
    .hint = Получите новый: POST /v1/auth/token.
error-bot-missing = Здесь не работает ни один бот Telegram.
    .hint = Его может подключить тот, кто ведёт сервер.
error-person-needed = Это доступно людям, которые вошли, а не ключам API.
    .hint = Войдите.
error-cross-site = Запрос пришёл с другого сайта.
    .hint = Откройте страницу самого сервера и повторите там.
