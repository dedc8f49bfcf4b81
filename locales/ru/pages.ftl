# Страницы для людей в браузере.

upload-page-title = Отправьте запись
upload-page-lead = Текст придёт в чат, где вы о нём попросили.
upload-page-lead-named = { $name } слишком велик для Telegram. Отправьте файл здесь, а текст придёт в чат.
upload-page-choose = Выбрать файл
upload-page-choose-other = Выбрать другой файл
upload-page-drop = или перетащите его сюда
upload-page-limits = Звук или видео, до { BYTES($limit) }. Ссылка — для одного файла и действует ещё { SPAN($left) }.
upload-page-send = Отправить
upload-page-cancel = Отменить
upload-page-again = Попробовать ещё раз
upload-page-progress = Отправляем
upload-page-left = осталось { $time }
upload-page-checking = Почти готово: проверяем файл…
upload-page-cancelled = Отменено. Ничего не сохранено.
upload-page-lost = Связь оборвалась, ничего не сохранено.
upload-page-lost-hint = Проверьте соединение и попробуйте ещё раз.
upload-page-too-large = Файл слишком велик: принимаем не больше { BYTES($limit) }.
upload-page-one = Только один файл: больше по этой ссылке не отправить.
upload-page-done-title = Запись получена
upload-page-done = Текст придёт в чат. Эту страницу можно закрыть.
upload-page-failed-title = Не получилось
upload-page-footer = Efir превращает записи в текст
