# Веб-интерфейс: папки, теги, фильтры, действия со многими записями.

web-folders = Папки
web-folder = Папка
web-folder-all = Все записи
web-folder-none = Без папки
web-folder-top = На верхнем уровне
web-folder-gone = Папки больше нет
web-folder-new = Новая папка
web-folder-new-within = Новая папка внутри
web-folder-name = Название папки
web-folder-find = Найти папку
web-folder-open = Что внутри: { $name }
web-folder-empty = Папка пуста
web-folder-empty-hint = Перетащите сюда записи или выберите «Переместить…» в их меню.
web-folder-move-title = Куда переместить «{ $name }»?
web-folder-delete-title = Удалить «{ $name }»?
web-folder-delete-question = { $folders ->
    [0] Папка будет удалена.
    [one] Будет удалена папка и ещё { $folders } внутри неё.
    [few] Будет удалена папка и ещё { $folders } внутри неё.
   *[many] Будет удалена папка и ещё { $folders } внутри неё.
}
web-folder-delete-recordings = { $count ->
    [0] Записей в ней нет.
    [one] { $count } запись останется, но без папки.
    [few] { $count } записи останутся, но без папки.
   *[many] { $count } записей останутся, но без папки.
}
web-make = Создать

web-tag = Тег
web-tags = Теги
web-tags-edit = Теги…
web-tags-title = Теги
web-tags-hint = После каждого тега нажимайте Enter.
web-tag-show = Показать всё с тегом «{ $tag }»
web-tag-rename-title = Название тега
web-tag-delete-title = Удалить тег «{ $tag }»?
web-tag-delete-question = { $count ->
    [one] Он будет снят с { $count } записи; сама запись останется.
    [few] Он будет снят с { $count } записей; сами записи останутся.
   *[many] Он будет снят с { $count } записей; сами записи останутся.
}

web-filter = Какие записи показаны
web-filter-on = Фильтры
web-filter-name = Найти по названию
web-filter-clear-name = Стереть название
web-filter-said = Искать в тексте
web-filter-state = Состояние
web-filter-any = Любое
web-filter-running = Распознаются
web-filter-queued = Ждут
web-filter-succeeded = Готовы
web-filter-failed = Не удались
web-filter-cancelled = Остановлены
web-filter-days = Дата
web-filter-from = С
web-filter-to = По
web-filter-pill-from = С { $day }
web-filter-pill-to = По { $day }
web-filter-pill-name = Название: { $name }
web-filter-remove = Убрать фильтр «{ $filter }»
web-filter-clear = Сбросить фильтры
web-filter-nothing = Ничего не нашлось
web-filter-nothing-hint = Нет записей, которые подходят под все фильтры.
web-sort = Порядок
web-sort-newest = Сначала новые
web-sort-oldest = Сначала старые
web-sort-name = По названию

web-rename = Переименовать
web-rename-title = Переименовать
web-recording-name = Название записи
web-move = Переместить
web-move-to = Переместить…
web-move-title = { $count ->
    [one] Куда переместить { $count } запись?
    [few] Куда переместить { $count } записи?
   *[many] Куда переместить { $count } записей?
}

web-list-select = Выбрать { $name }
web-bulk = С выбранными
web-bulk-clear = Снять выбор
web-bulk-count = { $count ->
    [one] Выбрана { $count }
    [few] Выбрано { $count }
   *[many] Выбрано { $count }
}
web-bulk-all = Выбрать все { $count }
web-bulk-matching = Выбрать все подходящие
web-bulk-move = Переместить
web-bulk-tag = Тег
web-bulk-untag = Снять тег
web-bulk-tag-title = { $count ->
    [one] Теги для { $count } записи
    [few] Теги для { $count } записей
   *[many] Теги для { $count } записей
}
web-bulk-untag-title = { $count ->
    [one] Снять теги с { $count } записи
    [few] Снять теги с { $count } записей
   *[many] Снять теги с { $count } записей
}
web-bulk-delete-title = { $count ->
    [one] Удалить { $count } запись?
    [few] Удалить { $count } записи?
   *[many] Удалить { $count } записей?
}
web-bulk-delete-question = { $count ->
    [one] { $count } запись, её текст и всё, что из неё сделано, исчезнут навсегда.
    [few] { $count } записи, их тексты и всё, что из них сделано, исчезнут навсегда.
   *[many] { $count } записей, их тексты и всё, что из них сделано, исчезнут навсегда.
}
web-bulk-move-done = { $count ->
    [one] Перемещена { $count } запись.
    [few] Перемещены { $count } записи.
   *[many] Перемещено { $count } записей.
}
web-bulk-tag-done = { $count ->
    [one] Тег добавлен к { $count } записи.
    [few] Тег добавлен к { $count } записям.
   *[many] Тег добавлен к { $count } записям.
}
web-bulk-untag-done = { $count ->
    [one] Тег снят с { $count } записи.
    [few] Тег снят с { $count } записей.
   *[many] Тег снят с { $count } записей.
}
web-bulk-retry-done = { $count ->
    [one] Отправлена снова { $count } запись.
    [few] Отправлены снова { $count } записи.
   *[many] Отправлено снова { $count } записей.
}
web-bulk-cancel-done = { $count ->
    [one] Остановлена { $count } запись.
    [few] Остановлены { $count } записи.
   *[many] Остановлено { $count } записей.
}
web-bulk-delete-done = { $count ->
    [one] Удалена { $count } запись.
    [few] Удалены { $count } записи.
   *[many] Удалено { $count } записей.
}
web-bulk-failed = Не получилось с { $count }: { $reason }

web-list-key-next = Следующая запись
web-list-key-former = Предыдущая запись
web-list-key-select = Выбрать или снять выбор
web-list-key-select-range = Выбрать всё до этой строки
web-list-key-select-all = Выбрать все загруженные
web-list-key-delete = Удалить
web-list-key-clear = Снять выбор
