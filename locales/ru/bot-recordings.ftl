# Что телеграм-бот говорит о записях: с минуты, когда их заметил, и до ответа.

## Пока запись в работе

bot-recording-accepted = Принято.
bot-recording-place = { $place ->
    [0] Эта запись — следующая.
    [one] Впереди { $place } запись.
    [few] Впереди { $place } записи.
   *[other] Впереди { $place } записей.
}
bot-recording-estimate = Будет готово примерно через { SPAN($seconds) }.
bot-recording-waiting = В очереди.
bot-recording-begun = Слушаю…
bot-recording-progress = Записываю: { $percent } %.
bot-recording-speakers = Всё прослушано. Различаю говорящих…
bot-recording-left = Осталось примерно { SPAN($seconds) }.
bot-recording-late = Запись пока не приходит. Продолжаю попытки.

## Чем кончилось

bot-recording-stopped = Остановлено.
bot-recording-stopped-text = Остановлено. Вот что успел услышать:
bot-recording-deleted = Удалено: запись, её текст и все файлы из неё.
bot-recording-gone = Этой записи больше нет.
bot-answer-empty = В этой записи не слышно речи.
bot-answer-file = Текст — в файле.
bot-answer-file-rest = Продолжение — в файле: там весь текст.

## Замечания под текстом

bot-note-low-quality-engine = Расшифровано простым встроенным движком: многие слова могут быть неверны.
bot-note-engine-fallback = Нужный движок оказался недоступен, расшифровал другой.
bot-note-diarization-unavailable = Кто что сказал, определить не удалось.
bot-note-speaker-count-missed = { $wanted ->
    [one] Ожидался { $wanted } говорящий,
    [few] Ожидалось { $wanted } говорящих,
   *[other] Ожидалось { $wanted } говорящих,
} { $found ->
    [one] найден { $found }.
    [few] найдено { $found }.
   *[other] найдено { $found }.
}
bot-note-language-assumed = Язык не был указан; я принял его за { LANGUAGE($language) }.
bot-note-unintelligible-parts = Не удалось разобрать { $count ->
    [one] { $count } место
    [few] { $count } места
   *[other] { $count } мест
} ({ SPAN($seconds) }); там стоит […].
bot-note-shorter-than-announced = Судя по файлу, запись длится { SPAN($announced) }, но в нём только { SPAN($decoded) }.
bot-note-end-missing = Конца записи в файле нет.

## Что не получилось

bot-failed-ours = У нас что-то сломалось, и расшифровать запись не получилось. Она не потеряна: нажмите «Ещё раз».
bot-failed-damaged = Этот файл повреждён, его не удаётся проиграть.
bot-failed-media = Пришлите, пожалуйста, другой файл: подойдёт любой звук или видео, которое проигрывается.
bot-failed-download = Telegram не отдаёт файл. Нажмите «Ещё раз» или пришлите его снова.
bot-failed-file-gone = В Telegram этого файла больше нет. Пришлите его, пожалуйста, ещё раз.
bot-failed-link = { $reason ->
    [refused] Сервер по этой ссылке отвечает отказом ({ $status }).
    [redirects] Эта ссылка ведёт всё дальше и дальше, но не к файлу.
   *[unreachable] По адресу { $host } никто не отвечает.
}
bot-failed-link-forbidden = Эту ссылку открыть нельзя: она ведёт не в открытый интернет. Пришлите, пожалуйста, сам файл.
bot-failed-audio-gone = Звук этой записи больше не хранится. Пришлите её, пожалуйста, ещё раз.
bot-too-large = В этом файле { BYTES($bytes) }, а боты получают от Telegram файлы до { BYTES($limit) }. Отправьте его здесь, и текст придёт в этот чат:
bot-too-large-unknown = Боты получают от Telegram файлы до { BYTES($limit) }, а этот больше. Отправьте его здесь, и текст придёт в этот чат:
bot-too-large-at-all = В этом файле { BYTES($bytes) }, а принимаются файлы до { BYTES($limit) }. Видео станет намного меньше, если прислать только его звук.
bot-too-large-at-all-unknown = Этот файл больше { BYTES($limit) }, а это предел. Видео станет намного меньше, если прислать только его звук.
bot-too-long = Эта запись длится { SPAN($duration) }, а принимается не больше { SPAN($limit) }. Пришлите её, пожалуйста, по частям.
bot-upload-over = Срок ссылки для отправки вышел. Нажмите «Ещё раз», чтобы получить новую.
bot-quota-user = За сутки вы можете прислать { SPAN($limit) } звука, и { SPAN($used) } уже пришло. { $when ->
    [never] Одна эта запись длиннее.
   *[other] Место для неё появится через { SPAN($seconds) }.
}
bot-quota-tenant = Все вместе могут прислать сюда за сутки { SPAN($limit) } звука, и сегодня это уже занято. { $when ->
    [never] Одна эта запись длиннее.
   *[other] Место для неё появится через { SPAN($seconds) }.
}
bot-links-many = Из одного сообщения я беру { $limit ->
    [one] первую { $limit } ссылку
    [few] первые { $limit } ссылки
   *[other] первые { $limit } ссылок
}. Остальные пришлите, пожалуйста, другим сообщением.

## Кнопки под записью

bot-button-stop = ⏹ Стоп
bot-button-again = 🔁 Ещё раз
bot-button-upload = ⬆ Отправить файл
bot-button-times = 🕘 Со временем
bot-button-speakers = 👥 Кто говорит
bot-button-names = ✏ Имена…
bot-button-language = 🌐 Язык…
bot-button-model = 🧠 Другая модель…
bot-button-doubtful = 🔎 Неясно: { $count }
bot-language-name = { LANGUAGE($code) }
bot-button-delete = 🗑 Удалить
bot-button-delete-sure = 🗑 Да, удалить всё
bot-button-back = ‹ Назад
bot-button-more = Ещё…
bot-button-on = Дальше ›
bot-button-language-auto = Какой услышится

## Под файлом

bot-file-times = Со временем: перед каждым абзацем указано, когда это сказано.

## Поверх чата

bot-toast-stopping = Остановлено.
bot-toast-ended = Эта запись уже не в работе.
bot-toast-file = Файл сейчас придёт.
bot-toast-begun = Слушаю ещё раз.
bot-toast-running = Это уже делается.
bot-toast-not-ready = Текст ещё не готов.
bot-toast-no-models = Других моделей здесь не установлено.
bot-toast-no-sound = Звук этой записи больше не хранится.
