# The dashboard: one transcript.

web-transcript = Расшифровка
web-listening = Слушаем…
web-not-begun = Слова появятся здесь.
web-unintelligible = Здесь ничего не удалось разобрать.
web-export = Скачать
web-copy = Скопировать текст
web-copied = Текст скопирован.
web-format-txt = Текст (.txt)
web-format-docx = Документ Word (.docx)
web-format-srt = Субтитры (.srt)
web-format-vtt = Субтитры для веба (.vtt)
web-format-tsv = Таблица (.tsv)
web-format-json = Всё, для программ (.json)
web-speakers = Кто говорит
web-speaker = Говорящий { $number }
web-speaker-none = Никто не указан
web-rename-speaker = { $name }: переименовать
web-speaker-name = Имя
web-speaker-name-hint = Оно появится во всей расшифровке.
web-doubtful = { $count ->
    [one] { $count } сомнительное слово
    [few] { $count } сомнительных слова
   *[many] { $count } сомнительных слов
}
web-doubtful-former = Предыдущее сомнительное слово (Shift+D)
web-doubtful-next = Следующее сомнительное слово (D)
web-play-from = Слушать с { $time }
web-correct = Исправить сказанное в { $time }
web-segment-text = Что сказано
web-segment-speaker = Кто говорит
web-conflict = Тем временем это изменил кто-то другой. Теперь здесь:
web-conflict-hint = Ваш вариант ещё не сохранён. Сохраните его вместо этого или оставьте чужой.
web-keep-theirs = Оставить чужой
web-save-mine = Сохранить мой
web-player = Проигрыватель
web-play = Слушать
web-pause = Пауза
web-speed = Скорость: { $rate }
web-sound-missing = Звук воспроизвести нельзя: он удалён, или этот браузер не знает его формата.
web-author-gone = Тот, кого здесь больше нет
web-author-key = { $name } (ключ API)
web-author-itself = Efir
web-undo = Отменить мою последнюю правку
web-redo = Вернуть отменённую правку
web-undone = Правка отменена.
web-redone = Правка возвращена.
web-returned = Прежняя версия возвращена.
web-others-changed = Только что изменено: { $name }
web-unsaved = Не сохранено: продолжить правку
web-segment-long = Для одного отрывка это слишком длинно: помещается не больше { NUMBER($longest) } знаков. Прежний текст на месте.
web-segment-menu = Что сделать со сказанным в { $time }
web-confirm = Здесь всё верно
web-doubtful-right = Здесь всё верно (C)
web-select = Выбрать, чтобы указать говорящего
web-deselect = Снять выбор
web-selected-one = Выбрано
web-selected = { $count ->
    [one] Выбран { $count } отрывок
    [few] Выбрано { $count } отрывка
   *[many] Выбрано { $count } отрывков
}
web-selection-clear = Снять выбор
web-said-by = Говорит…
web-speaker-new = Другой говорящий
web-speaker-hear = Послушать
web-hear-speaker = { $name }: послушать
web-speaker-same = Тот же человек, что и
web-speaker-choose = Никто
web-speaker-merge = Объединить
web-speaker-overtaken = Тем временем имя изменили на «{ $name }». Сохраните своё вместо него или оставьте это.
web-speaker-mine = Сохранить моё
web-transcript-tools = Действия с текстом
web-transcript-empty = В этой записи ничего не сказано.
web-so-far = Что успели распознать
web-find = Найти в расшифровке
web-find-count = { $count ->
    [0] Ничего
   *[other] { $at } из { NUMBER($count) }
}
web-find-former = Предыдущее место
web-find-next = Следующее место
web-copy-words = Только слова
web-copy-speakers = С говорящими
web-copy-all = С говорящими и временем
web-copy-segment = Скопировать сказанное
web-copy-marked = Скопировать
web-copy-link = Скопировать ссылку на это место
web-copied-part = Скопировано.
web-link-copied = Ссылка скопирована. Она откроется у тех, у кого есть доступ.
web-marked = Выделенные слова
web-highlight = Отметить
web-note = Заметка
web-note-write = Написать заметку
web-note-long = В заметке помещается не больше 5 000 знаков.
web-highlights = { $count ->
    [0] Отметки
   *[other] Отметки ({ $count })
}
web-highlights-title = Отметки и заметки
web-highlights-none = Выделите слова в тексте, чтобы отметить их или написать заметку. Клавиша H отмечает то, что сейчас звучит.
web-highlights-none-viewer = Пока никто ничего не отметил.
web-highlight-delete = Удалить отметку
web-highlight-delete-title = Удалить эту отметку с заметкой?
web-versions = Правки
web-versions-title = Правки
web-versions-more = Более ранние правки
web-version-return = Вернуться сюда
web-return-title = Вернуться к этой версии?
web-return-question = Текст станет таким, каким был { $time }. Более поздние правки останутся в списке, и к ним можно будет вернуться.
web-change-undo = Отменить это
web-change-transcribed = Распознано
web-change-corrected = { $count ->
    [0] Исправлено
    [1] Исправлено
    [one] Исправлено в { $count } месте
   *[other] Исправлено в { $count } местах
}
web-change-named = Указано имя
web-change-merged = Говорящие объединены
web-change-split = Отделён другой говорящий
web-change-reverted = Возвращение к версии { $version }
web-change-undone = Правка отменена
web-change-checked = Прослушано: всё верно
web-change-more = { $count ->
    [one] и ещё { $count } место
    [few] и ещё { $count } места
   *[many] и ещё { $count } мест
}
web-words-gone = Убрано:
web-words-new = Добавлено:
web-wave-speech = Где говорят
web-video = Изображение
web-video-show = Показать изображение
web-video-hide = Скрыть изображение
web-video-larger = Крупнее
web-video-smaller = Мельче
web-video-whole = Во весь экран
web-captions-show = Показать субтитры
web-captions-hide = Скрыть субтитры
web-key-find = Найти в расшифровке
web-key-link = Скопировать ссылку на это место
web-key-highlights = Отметки и заметки
web-key-versions = Правки
web-key-confirm = Эта фраза записана верно
web-key-highlight = Отметить выделенное или эту фразу
web-key-select = Выбрать эту фразу
web-key-select-reach = Выбрать всё до этой фразы
web-key-undo = Отменить мою последнюю правку
web-key-redo = Вернуть отменённую правку
web-gone = Эту запись удалили, пока она была открыта.
