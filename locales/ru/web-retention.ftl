# The dashboard: for how long things are kept.

web-retention = Хранение
web-retention-what = Сколько что хранится
web-retention-hint = Считается от окончания каждой записи. Просроченное удаляется в течение часа, и вернуть его нельзя.
web-retention-standard = Так настроен сервер. То, что вы решите здесь, действует только для этой учётной записи.
web-retention-audio-days = Звук и видео
web-retention-audio-days-hint = Сами файлы. Расшифровки останутся, но прослушать их уже не получится.
web-retention-transcript-days = Расшифровки
web-retention-transcript-days-hint = Слова вместе с версиями, пометками и говорящими.
web-retention-task-days = История работы
web-retention-task-days-hint = Завершённые задачи и всё, что с ними происходило.
web-retention-for-ever = Бессрочно
web-retention-days = Дней
web-retention-for = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
web-retention-losses = Будет удалено в течение часа:
web-retention-loses-audio = { $count ->
    [one] звук { $count } записи, { BYTES($bytes) }
   *[other] звук { $count } записей, { BYTES($bytes) }
}
web-retention-loses-transcripts = { $count ->
    [one] { $count } расшифровка
    [few] { $count } расшифровки
   *[many] { $count } расшифровок
}
web-retention-loses-histories = { $count ->
    [one] история работы { $count } записи
   *[other] история работы { $count } записей
}
web-retention-for-good = Вернуть это будет нельзя.
web-retention-nothing = Из того, что есть сейчас, ничего не удалится.
web-retention-unknown = Не удалось посчитать, что будет удалено. Просроченное удаляется навсегда.
web-retention-title = Удалить это?
web-retention-confirm = Удалить и сохранить
