# The dashboard: recordings.

web-recordings = Записи
web-recordings-none = Записей пока нет
web-recordings-none-hint = Перетащите аудио или видео в любое место страницы или выберите файлы. Слова будут появляться по мере распознавания.
web-send-files = Выбрать файлы
web-drop-here = Отпустите, чтобы отправить
web-uploads = Отправляются
web-uploads-open = { $count ->
    [one] Отправляется { $count } файл
    [few] Отправляются { $count } файла
   *[many] Отправляются { $count } файлов
}
web-uploads-ended = Готово
web-uploads-failed = { $count ->
    [one] Не принят { $count } файл
    [few] Не приняты { $count } файла
   *[many] Не принято { $count } файлов
}
web-upload-progress = { $name }: отправлено
web-upload-waits = Ждёт
web-upload-sent = { BYTES($sent) } из { BYTES($bytes) }
web-upload-done = Отправлено
web-upload-retry = Отправить { $name } снова
web-upload-cancel = Убрать { $name }
web-actions = Что сделать с { $name }
web-cancel-recording = Остановить
web-retry = Повторить
web-delete = Удалить
web-keep = Оставить
web-delete-title = Удалить эту запись?
web-delete-question = «{ $name }», её текст и всё, что из неё сделано, исчезнут навсегда.
web-progress = Распознано
web-left = осталось { SPAN($seconds) }
web-share = { $share } %
web-begins = Начинается
web-waits = Ждёт
web-waits-next = Следующая на очереди
web-waits-behind = { $place ->
    [one] Перед ней { $place } запись
    [few] Перед ней { $place } записи
   *[many] Перед ней { $place } записей
}
web-state-failed = Не удалось
web-state-cancelled = Остановлена
web-state-succeeded = Готово
