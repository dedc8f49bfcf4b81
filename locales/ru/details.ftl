# Что именно не так: по английским текстам этих сообщений их узнаёт src/texts/translate-details.ts.

## Что говорит система

detail-system = { $errno ->
    [ENOENT] такого файла нет
    [EACCES] нет прав
    [EPERM] это не разрешено
    [EISDIR] это папка
    [ENOTDIR] это не папка
    [ENOTEMPTY] папка не пуста
    [EEXIST] такое уже есть
    [EROFS] туда нельзя писать
    [ELOOP] ссылки ведут по кругу
    [ENAMETOOLONG] имя слишком длинное
    [EMFILE] открыто слишком много файлов
    [EIO] диск не читается
    [ENOTFOUND] такого имени в сети нет
    [EAI_AGAIN] такого имени в сети нет
    [ECONNREFUSED] соединение не принято
    [ECONNRESET] соединение оборвано
    [EPIPE] соединение оборвано
    [ETIMEDOUT] ответа нет
    [EHOSTUNREACH] до него нет пути
    [ENETUNREACH] сети нет
    [EADDRINUSE] адрес занят
   *[other] { $said }
} ({ $errno })
detail-redis = Redis ({ $server }): { $words }
detail-rabbitmq = RabbitMQ ({ $server }): { $words }
detail-two = { $one }; { $two }
detail-late = ответа не дождались
detail-late-seconds = ответа нет { $number } с
detail-http = HTTP { $number }
detail-http-said = HTTP { $number }: { $words }
detail-host-unknown = { $host } в сети не найден ({ $errno })
detail-host-unreachable = { $host } недоступен ({ $errno })
detail-no-file = это не файл
detail-no-regular-file = это не обычный файл
detail-no-text = это не текст в UTF-8
detail-no-json = это не JSON: { $words }
detail-port-refused = к такому порту никто не обращается
detail-disk-full = на диске нет места
detail-may-not-write = в { $place } нельзя писать
detail-events-broken = поток событий оборвался
detail-exit = код завершения { $number }
detail-exit-said = код завершения { $number }: { $words }
detail-signal = сигнал { $signal }
detail-signal-said = сигнал { $signal }: { $words }

## Движки

detail-not-installed = не установлено
detail-it-not-installed = не установлено
detail-unknown-model = нет ни среди установленных, ни в каталоге
detail-language-not-known = язык { $language } ей незнаком
detail-detector-not-installed = модель silero-vad не установлена
detail-why = { $what }: { $words }
detail-pull-diarization = { $what }: { $words } (efir models pull diarization)
detail-kinds-missing = не установлены модели: { $kinds }
detail-engine-without-model = для движка { $engine } не установлено ни одной модели (efir models add ПАПКА)
detail-no-transcribe-server = в TRANSCRIBE_SERVER_URL нет сервера
detail-no-openai-server = в OPENAI_COMPATIBLE_URL нет сервера
detail-package-missing = не установлен npm-пакет { $package }
detail-package-missing-here = npm-пакет { $package } не установлен или установлен не для { $machine }
detail-package-without-binary = в { $package } нет сборки для { $machine }
detail-pocketsphinx-missing = pocketsphinx не установлен (apt-get install pocketsphinx pocketsphinx-en-us)
detail-in-setting = { $words } (WHISPER_CPP_SERVER)
detail-program-missing = программы { $program } нет
detail-program-foreign = { $program } — не whisper-server из whisper.cpp или слишком старый
detail-processor-only = эта сборка sherpa-onnx — только для процессора, { $library } рядом с ней нет
detail-no-card = видеокарты NVIDIA не видно
detail-only-providers = есть только { $list } и { $last }
detail-built-without = { $program } собран без этого или не находит такого устройства
detail-not-loaded-within = модель не загрузилась за { $number } с
detail-still-coming = она не скачалась за { $number } с
detail-no-life = { $number } с не подаёт признаков жизни
detail-closed = он закрыт
detail-nothing-to-change = менять нечего: укажите file_name или priority
detail-ended-before = он завершился раньше
detail-ended-for-another = он завершён, чтобы прервать другой отрезок
detail-ends-with = { $program } завершается: { $words }
detail-sent-elsewhere = он отсылает в другое место ({ $words }), а ключ не для него
detail-no-transcription = ответ { $name } — не расшифровка
detail-model-not-loaded-yet = модель ещё не загружена
detail-no-model-loaded = модель не загружена
detail-server-stopping = сервер завершает работу

## Файлы моделей

detail-neither-model = в папке нет ни файла ONNX с tokens.txt, ни файла ggml-*.bin
detail-several-onnx = файлов ONNX в папке { $number }, и ни один не называется { $name }
detail-no-onnx = в её папке нет файла ONNX
detail-folder-lacks = в её папке не хватает { $file }
detail-file-missing = не хватает файла { $file }
detail-file-bytes = в { $file } { $number } Б вместо { $most } Б
detail-not-pinned = { $file } уже не тот файл, что был установлен
detail-came-wrong = { $file } пришёл другим: { $number } Б и SHA-256 { $sum }, а должно быть { $most } Б и { $wanted }
detail-file-empty = { $file } пуст
detail-no-onnx-model = { $file } — не модель ONNX
detail-onnx-broken = { $file } обрывается: в нём { $number } Б, а нужно { $most } Б или больше
detail-onnx-short = { $file } обрывается: в нём { $number } Б
detail-metadata-lacks = в её метаданных нет { $key }
detail-encoder-lacks = в метаданных кодировщика нет { $key }
detail-other-kind = { $what }, а файлы такие, как у { $kind }
detail-no-type = метаданные не называют model_type
detail-other-type = это модель типа { $type }
detail-no-blank = в tokens.txt нет пустого знака
detail-tokens-differ = в tokens.txt знаков { $number }, а у модели { $most }
detail-last-token = последний знак в tokens.txt — не <blk>
detail-no-whisper-of-languages = это не модель Whisper для нескольких языков
detail-file-for-folder = { $path } — файл, а нужна папка со всеми файлами модели
detail-bad-model-name = «{ $name }» не годится в имена модели: в имени бывают латинские буквы, цифры, точки, дефисы и подчёркивания

## Записи

detail-codec-unknown = { $format }: звук сжат неизвестным способом
detail-slow-to-open = она слишком долго открывается
detail-only-head = смысл имеют только её первые байты
detail-no-probe = ffprobe не дал понятного ответа
detail-slow-to-decode = она слишком долго читается
detail-decoder-ended = программу чтения остановил сигнал { $signal }

## О чём просят

detail-speakers-twice = укажите либо число, либо min_speakers и max_speakers, но не вместе
detail-speakers-crossed = { $number } больше, чем max_speakers, а там { $most }
detail-speakers-by-channel = каждый канал — один говорящий, поэтому число говорящих не указывают
detail-diarize-false = false не сочетается с speakers, min_speakers, max_speakers и by_channel
detail-entries-too-many = их { $number }, а принимается не больше { $most }
detail-entry-too-long = { $entry } длиннее { $most } знаков
detail-entry-control = в { $entry } есть управляющие знаки
detail-entry-empty = одно из значений пусто
detail-hot-words-list = нужны слова через запятую или список текстов JSON
detail-spellings-list = нужен список из { $example }
detail-spelling-each = каждое должно быть { $example }, а не { $given }

## Что допустимо в настройках

accepts-duration = время, например 30s, 15m, 12h или 7d
accepts-or-never = { $what }; 0s — никогда
accepts-size = размер, например 500MB или 2GiB
accepts-days = число дней, например 30d
accepts-routes = пары вроде ru=gigaam-v3-ctc,*=whisper-small: код языка (или * — все остальные) и модель или движок
accepts-list = { $list } или { $last }
accepts-list-and = { $list } и { $last }
accepts-web-address = адрес http:// или https://
accepts-web-address-alone = адрес http:// или https:// без пароля, с /v1 или без
accepts-web-addresses = адреса http:// или https:// через запятую
accepts-bot-api = адрес https:// (http:// — для своего сервера Bot API)
accepts-port = порт от 1 до 65535
accepts-port-or-any = порт от 0 до 65535 (0 — любой свободный)
accepts-tenant = идентификатор владельца
accepts-folder = папка
accepts-folder-absolute = полный путь папки
accepts-file-url = адрес file:///папка
accepts-postgres = адрес postgres://
accepts-broker = inprocess: или адрес redis://, rediss:// (TLS), redis+unix://localhost/путь, amqp:// или amqps://
accepts-program = путь программы
accepts-queue = имя очереди, до 255 байт
accepts-model-name = имя модели
accepts-model = модель из `efir models list`
accepts-origins = адреса страниц через запятую или *
accepts-services = имена служб через запятую
accepts-people = номера людей и групп и @имена людей через запятую
accepts-hosts = имена узлов, адреса или блоки вроде 10.0.0.0/8 через запятую
accepts-host = имя узла или адрес
accepts-listen = адрес, на котором слушать
accepts-key = ключ API
accepts-key-short = ключ до 1000 знаков без пробелов
accepts-key-long = ключ от 16 до 500 знаков без пробелов
accepts-number-between = целое число от { $number } до { $most }
accepts-threads = целое число от 0 до 64 (0 — один, а отрезки речи по одному на ядро, если движок это умеет)
accepts-slots = целое число от 0 до 64 (0 — по два на ядро, не меньше 4)
accepts-number = целое число от { $number }
accepts-number-no-limit = целое число от 0 (0 — без предела)
accepts-decimal = число от 0
accepts-token = токен, какой даёт BotFather, например 123456789:AA…
accepts-password = пароль
accepts-name = имя
accepts-crash-point = точка падения или точка:сколько-раз
accepts-characters = от 1 до 256 знаков A-Z, a-z, 0-9, _ и -
accepts-provider = адрес https:// (http:// — для своей службы входа)
accepts-provider-id = имя, которое дала служба входа
accepts-provider-secret = секрет, который дала служба входа
accepts-domains = домены через запятую, например example.com
