# The dashboard: recordings.

web-recordings = Записи
web-recordings-none = Записей пока нет
web-recordings-none-hint = Перетащите аудио или видео в любое место страницы, выберите файлы, запишите звук с микрофона или вставьте ссылку. Слова будут появляться по мере распознавания.
web-actions = Что сделать с { $name }
web-cancel-recording = Остановить
web-retry = Повторить
web-delete = Удалить
web-keep = Оставить
web-delete-title = Удалить эту запись?
web-delete-question = «{ $name }», её текст и всё, что из неё сделано, исчезнут навсегда.
web-progress = Распознано
web-left = ещё около { SPAN($seconds) }
web-share = Распознано { $share } %
web-begins = Начинаем
web-ends = Завершаем
web-fetching-begins = Открываем ссылку
web-fetching = Скачиваем: { BYTES($bytes) }
web-fetching-of = Скачиваем: { BYTES($bytes) } из { BYTES($total) }
web-waits = Ждёт своей очереди
web-waits-next = Следующая на очереди
web-waits-behind = { $place ->
    [one] Перед ней { $place } запись
    [few] Перед ней { $place } записи
   *[many] Перед ней { $place } записей
}
web-state-failed = Не удалось
web-state-cancelled = Остановлена
web-state-succeeded = Готово
