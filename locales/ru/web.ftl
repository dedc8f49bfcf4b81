# Веб-интерфейс.

web-skip = К содержанию
web-loading = Загрузка
web-preferences = Язык и цвета
web-colours-auto = Как в системе
web-colours-light = Светлая тема
web-colours-dark = Тёмная тема
web-offline = Нет сети. Загруженное можно читать; остальное появится, когда связь вернётся.
web-failed = Что-то пошло не так.
web-failed-hint = Попробуйте ещё раз чуть позже.
web-unreachable = Сервер не отвечает.
web-unreachable-hint = Проверьте связь и то, что Efir запущен.
web-request-id = Запрос { $id }
web-try-again = Повторить
web-unknown-page = Здесь ничего нет
web-unknown-page-hint = Возможно, в адресе опечатка или то, что здесь было, удалили.
web-to-recordings = К записям
web-close = Закрыть
web-cancel = Отмена
web-save = Сохранить

## Вход

web-email = Электронная почта
web-password = Пароль
web-password-show = Показать пароль
web-password-hint = Хорошо подойдут несколько слов, которые вы запомните.
web-name = Ваше имя
web-sign-in = Войти
web-sign-in-title = Вход
web-sign-out = Выйти
web-session-over = Сеанс завершён. Войдите, чтобы продолжить
web-setup-title = Добро пожаловать
web-setup-lead = Вы здесь первый человек и станете владельцем.
web-setup-code = Код настройки
web-setup-code-hint = Он напечатан там, где запущен сервер.
web-set-up = Начать

## Записи

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

## Расшифровка

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
