# Что говорит бот в Telegram. Разделы стоят в порядке обработчиков.

## Кнопки

bot-button-foreign = Эта кнопка не ваша.
bot-button-old = Эта кнопка уже устарела. Команда /history снова покажет ваши записи.
bot-menu-back = ‹ Назад
bot-menu-close = Закрыть
bot-page-back = ‹ Назад
bot-page-on = Дальше ›
bot-question-cancel = Не нужно

## Кому можно

bot-not-allowed = Этим ботом пользуются только те, кого назвал его владелец. Если вы с ним знакомы, сообщите ему свой номер: { $id }.

## Команды, как их показывает Telegram

bot-command-start = Что умеет этот бот
bot-command-help = Как им пользоваться
bot-command-text = Записать текстом сообщение, на которое вы отвечаете
bot-command-settings = Языки, говорящие, вид ответа, хранение
bot-command-history = Ваши записи и поиск по ним
bot-command-usage = Сколько звука вы прислали
bot-command-cancel = Остановить то, что в работе
bot-command-privacy = Что хранится и как это удалить
bot-description =
    Пришлите голосовое сообщение, кружок, любой звук или видео и получите здесь его слова.

    Текст растёт прямо на глазах. Сомнительные места можно послушать и исправить ответом, а текст забрать файлом или субтитрами.
bot-description-short = Голосовые, звук и видео становятся текстом прямо в чате.

## /start и /help

bot-start =
    Здравствуйте! Пришлите голосовое сообщение, кружок или любой файл с речью, и я запишу, что в нём сказано.
    Текст появляется здесь, пока я ещё слушаю, а исправить его можно простым ответом.
    Пересланные сообщения и ссылки на файлы тоже подойдут.
bot-start-help = Как это работает
bot-start-group =
    Здравствуйте! Ответьте на голосовое сообщение командой /text, и я запишу, что в нём сказано.
    Обо всём остальном расскажет /help.
bot-help-title = Как это работает
bot-help =
    Пришлите или перешлите голосовое сообщение, кружок, звук, видео или любой другой файл с речью. Подойдёт и ссылка на такой файл.

    Под текстом есть кнопки: файлы с текстом и субтитрами, другой язык, удаление.
    • «Сомнительные места» проигрывает то, в чём я не уверен. Ответьте на такой отрывок правильными словами, и текст исправится.
    • Кнопка с именем говорящего позволяет сказать, кто это.
    • В подписи к записи можно указать пожелание: /speakers покажет, кто что говорит, а «немецкий» или другой язык подскажет, на каком говорят.

    /settings: языки, говорящие, вид ответа, сколько хранить записи
    /history: ваши записи; /history и слово ищет среди них
    /usage: сколько звука вы прислали
    /cancel: остановить то, что в работе
    /privacy: что хранится и как это удалить

    В группе я работаю, только когда попросят. Добавьте меня туда и отправьте /help.
bot-help-group =
    Я работаю, только когда попросят. Попросить можно тремя способами:
    • ответить на сообщение командой /text или /speakers, если важно, кто что говорит;
    • упомянуть @{ $bot } в ответе или в подписи;
    • поставить на сообщение реакцию ✍.

    Реакции и запись каждого голосового работают, только когда я вижу сообщения группы. Telegram показывает их ботам-администраторам и тем, чей владелец выключил privacy mode у @BotFather. Ответы и упоминания работают всегда.

    /settings: языки, говорящие, вид ответа и что записывать без просьбы. Решают администраторы, если не разрешат всем.
    /history: записи этой группы; /usage, /cancel и /privacy касаются того, что прислали вы.

## Просьбы в группе

bot-added =
    Здравствуйте! Я записываю текстом голосовые сообщения, когда меня просят:
    • ответьте на голосовое командой /text,
    • упомяните @{ $bot } в ответе
    • или поставьте реакцию ✍.

    Если нужно записывать каждое голосовое, администратор может включить это в /settings. Об остальном расскажет /help.
bot-how-to-ask = Ответьте на голосовое, видео или файл командой /text или упоминанием @{ $bot }, и я запишу, что там сказано.
bot-how-to-ask-private = Просто пришлите запись или ответьте на неё командой /text.
bot-asked-again = Эта запись у меня уже есть: вот она.

## /settings

bot-settings = ⚙️ Настройки
bot-settings-about = Они действуют для всего, что вы пришлёте дальше.
bot-settings-about-group = Они действуют в этой группе для всего, что пришлют дальше.
bot-settings-done = Сохранено.
bot-settings-administrators = Настройки этой группы меняют только администраторы.
bot-settings-unsure = Не удалось узнать у Telegram, кто здесь администратор. Попробуйте ещё раз через минуту.
bot-settings-language = Мой язык
    .about = На каком языке мне здесь говорить?
bot-settings-language-standard = Как в Telegram
bot-settings-language-ru = Русский
bot-settings-language-en = English
bot-settings-spoken = Язык речи
    .about =
        На каком языке говорят в записях?
        Если не указывать, я определю его по звуку. Любой другой язык можно назвать в подписи к записи.
bot-settings-spoken-auto = Определять по звуку
bot-settings-spoken-named = { LANGUAGE($language) }
bot-settings-diarize = Говорящие
    .about = Показывать в тексте, кто что говорит? Это займёт немного больше времени.
bot-settings-diarize-false = Не различать
bot-settings-diarize-true = Различать
bot-settings-answer = Ответ
    .about = Как присылать текст? Длинный текст в любом случае приходит файлом.
bot-settings-answer-text = Сообщением
bot-settings-answer-file = Файлом
bot-settings-file-format = Вид файла
    .about = Какой файл присылать? TXT и DOCX удобно читать, SRT и VTT — это субтитры.
bot-settings-file-format-txt = TXT
bot-settings-file-format-docx = DOCX
bot-settings-file-format-srt = SRT
bot-settings-file-format-vtt = VTT
bot-settings-keep-days = Хранить
    .about = Сколько хранить записи и их тексты? Потом они удаляются насовсем.
bot-settings-keep-days-standard = Как здесь принято
bot-settings-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}
bot-settings-unasked = Без просьбы
    .about = Что записывать без просьбы? Для этого мне нужно видеть сообщения: как это сделать, расскажет /help.
bot-settings-unasked-none = Ничего
bot-settings-unasked-voice = Голосовые и кружки
bot-settings-unasked-all = Все записи
bot-settings-changed-by = Кто решает
    .about = Кому можно менять эти настройки?
bot-settings-changed-by-administrators = Администраторы
bot-settings-changed-by-everybody = Все

## /history

bot-history = 🗂 Записи
bot-history-about = Сначала новые. Нажмите на запись, чтобы снова увидеть её текст.
bot-history-empty = Здесь пока ничего нет. Пришлите голосовое сообщение, и оно появится.
bot-history-found = Нашлось по словам «{ $words }», сначала новые:
bot-history-nothing = По словам «{ $words }» ничего не нашлось. Можно указать и часть слова.
bot-history-newer = ‹ Новее
bot-history-older = Старше ›
bot-history-search = 🔍 Найти
bot-history-all = Все записи
bot-history-ask = Что найти? Напишите слово или несколько.
bot-history-ask-group = Что найти? Ответьте на это сообщение словом или несколькими.
bot-history-accepted = в пути
bot-history-working = в работе
bot-history-answered = без слов
bot-history-failed = не получилось
bot-history-cancelled = остановлено
bot-open-accepted = Эта запись ещё в пути.
bot-open-failed = С этой записью не получилось. Причина указана под ней.
bot-open-cancelled = Эта запись остановлена.
bot-open-deleted = Эта запись удалена.
bot-recording-expired = Её текст уже не хранится.
bot-recording-open = Её текст ещё не готов.

## /usage

bot-usage = 📊 Звук
bot-usage-day = Вы за сутки: { $recordings ->
    [0] ничего
    [one] { $recordings } запись, { SPAN($seconds) }
    [few] { $recordings } записи, { SPAN($seconds) }
   *[other] { $recordings } записей, { SPAN($seconds) }
}
bot-usage-month = Вы за 30 дней: { $recordings ->
    [0] ничего
    [one] { $recordings } запись, { SPAN($seconds) }
    [few] { $recordings } записи, { SPAN($seconds) }
   *[other] { $recordings } записей, { SPAN($seconds) }
}
bot-usage-chat-day = Эта группа за сутки: { $recordings ->
    [0] ничего
    [one] { $recordings } запись, { SPAN($seconds) }
    [few] { $recordings } записи, { SPAN($seconds) }
   *[other] { $recordings } записей, { SPAN($seconds) }
}
bot-usage-chat-month = Эта группа за 30 дней: { $recordings ->
    [0] ничего
    [one] { $recordings } запись, { SPAN($seconds) }
    [few] { $recordings } записи, { SPAN($seconds) }
   *[other] { $recordings } записей, { SPAN($seconds) }
}
bot-usage-left = На эти сутки осталось { SPAN($left) } из { SPAN($limit) }.
bot-usage-full-user = Ваши { SPAN($limit) } на сутки закончились. Место появится через { SPAN($seconds) }.
bot-usage-full-tenant = Общие { SPAN($limit) } на сутки закончились. Место появится через { SPAN($seconds) }.

## /cancel

bot-cancelled = { $count ->
    [one] Остановлено: { $count } запись.
    [few] Остановлено: { $count } записи.
   *[other] Остановлено: { $count } записей.
}
bot-cancelled-question = Хорошо, не нужно.
bot-cancelled-nothing = Сейчас здесь нет ничего вашего в работе.

## /privacy

bot-privacy = 🔒 Ваши данные
bot-privacy-what = Я храню записи, которые вы присылаете, их тексты с вашими исправлениями и ваши настройки. Больше с ними ничего не делается.
bot-privacy-for-ever = Они хранятся, пока вы их не удалите. В /settings можно указать срок, после которого они удалятся сами.
bot-privacy-days = Записи и тексты удаляются сами через { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}.
bot-privacy-days-apart = { $audio ->
    [0] Звук хранится, пока вы его не удалите.
    [one] Звук удаляется сам через { $audio } день.
    [few] Звук удаляется сам через { $audio } дня.
   *[other] Звук удаляется сам через { $audio } дней.
} { $transcript ->
    [0] Текст хранится, пока вы его не удалите.
    [one] Текст удаляется сам через { $transcript } день.
    [few] Текст удаляется сам через { $transcript } дня.
   *[other] Текст удаляется сам через { $transcript } дней.
}
bot-privacy-who = Того, что вы присылаете сюда, не видит никто другой из тех, кто пользуется ботом.
bot-privacy-who-group = То, что присылают в эту группу, видно только в этой группе.
bot-privacy-delete = 🗑 Удалить мои данные
bot-privacy-sure =
    Все ваши записи и их тексты, в этом чате и в группах, ваши настройки и история удалятся насовсем. То, что в работе, остановится.

    Сообщения, которые уже стоят в Telegram, останутся там; их вы можете удалить сами.
bot-privacy-sure-group =
    Все ваши записи и их тексты, в группах и в личном чате со мной, ваши настройки и история там удалятся насовсем. То, что в работе, остановится. Записи других останутся.

    Сообщения, которые уже стоят в Telegram, останутся там; их вы можете удалить сами.
bot-privacy-yes = 🗑 Да, удалить всё
bot-privacy-no = Оставить
bot-privacy-done = Готово: ничего вашего здесь больше не хранится. Будем рады видеть вас снова.
bot-privacy-done-short = Всё удалено.

## Сомнительные места, исправления, имена

bot-doubtful = { $count ->
    [one] { $count } сомнительное место
    [few] { $count } сомнительных места
   *[other] { $count } сомнительных мест
}
bot-doubtful-about = Нажмите на время, чтобы послушать. Ответьте на звук правильными словами, и текст исправится.
bot-doubtful-none = Сомнительных мест не осталось.
bot-doubtful-nothing = (не разобрать)
bot-line-caption = { $time } · { $words }
bot-audio-gone = Звук этой записи уже не хранится.
bot-corrected = ✓ Исправлено.
bot-confirmed = ✓ Хорошо, так и останется.
bot-correct-undo = ↩ Вернуть
bot-correct-same = Именно так там и записано.
bot-correct-which = Какое это место? Нажмите на его время и ответьте на звук или начните ответ со времени: «0:35 правильные слова».
bot-correct-unreadable = Это не удалось прочитать. Напишите правильные слова обычным текстом.
bot-correct-full = Этот текст меняли так часто, что больше изменений он не примет.
bot-undone = Всё снова как было.
bot-undo-late = С тех пор текст меняли ещё раз, поэтому вернуть это уже нельзя.
bot-name-ask = Кто это — «{ $speaker }»? Напишите имя.
bot-name-ask-group = Кто это — «{ $speaker }»? Ответьте на это сообщение именем.
bot-name-unusable = Такое имя не подходит: напишите до 100 знаков, без переноса строк.
bot-named = ✓ Записано: { $name }.

## Всё остальное

bot-otherwise-words = Я работаю со звуком: пришлите голосовое сообщение или файл с речью. Остальное покажет /help.
bot-otherwise-other = Здесь нет звука. Пришлите голосовое сообщение, видео или файл с речью, и я запишу, что в нём сказано.
bot-otherwise-command = Такой команды я не знаю. Какие знаю, покажет /help.

## Что не удалось

bot-failed = С этим что-то пошло не так, и это наша ошибка. Пожалуйста, отправьте ещё раз чуть позже.

## Сообщения, которые убраны

bot-taken-back = Это сообщение удалено.
