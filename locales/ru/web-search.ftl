# The dashboard: search.

web-search = Поиск
web-search-field = Что было сказано
web-search-placeholder = Что было сказано
web-search-clear = Очистить
web-search-filters = { $count ->
    [0] Фильтры
   *[other] Фильтры: { $count }
}
web-search-filters-none = Снять фильтры
web-search-folder = Папка
web-search-folder-any = Любая папка
web-search-folder-none = Без папки
web-search-tag = Тег
web-search-tag-any = Любой тег
web-search-from = С
web-search-to = По
web-search-looking = Ищем…
web-search-found = Найдено
web-search-count = { $more ->
    [yes] { $count ->
        [one] Пока { $count } место
        [few] Пока { $count } места
       *[many] Пока { $count } мест
    }
   *[no] { $count ->
        [one] { $count } место
        [few] { $count } места
       *[many] { $count } мест
    }
}
web-search-nothing = Этого никто не говорил
web-search-nothing-hint = Попробуйте меньше слов или другую форму.
web-search-nothing-filtered = В этих записях такого нет.
web-search-everywhere = Искать везде
web-search-lead = Найдите, что было сказано и когда
web-search-lead-hint = Поиск идёт по всем расшифровкам. Попробуйте пример:
web-search-forms = следующая встреча
web-search-forms-hint = оба слова в любой форме: «следующей встречи» тоже
web-search-phrase = "на следующей неделе"
web-search-phrase-hint = в кавычках: именно эти слова подряд
web-search-without = встреча -бюджет
web-search-without-hint = минус: без этого слова
web-search-either = договор ИЛИ контракт
web-search-either-hint = любое из двух
