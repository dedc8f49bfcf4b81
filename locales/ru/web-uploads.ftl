# Кабинет: как отправляют записи.

web-send-files = Выбрать файлы
web-ways-in = Другие способы
web-way-record = Записать
web-way-link = По ссылке
web-way-options = Параметры
web-ways-words = загрузить, отправить, добавить
web-drop-here = Отпустите, чтобы отправить
web-uploads = Отправляются
web-uploads-open = { $count ->
    [one] Отправляется { $count } файл
    [few] Отправляются { $count } файла
   *[many] Отправляются { $count } файлов
}
web-uploads-paused = { $count ->
    [one] { $count } файл на паузе
    [few] { $count } файла на паузе
   *[many] { $count } файлов на паузе
}
web-uploads-lost = { $count ->
    [one] { $count } файл нужно выбрать снова
    [few] { $count } файла нужно выбрать снова
   *[many] { $count } файлов нужно выбрать снова
}
web-uploads-ended = Готово
web-uploads-failed = { $count ->
    [one] { $count } файл не принят
    [few] { $count } файла не приняты
   *[many] { $count } файлов не принято
}
web-uploads-left = { $share } % · осталось { SPAN($seconds) }
web-uploads-share = { $share } %
web-uploads-hold-network = Связь пропала. Всё продолжится само, как только она вернётся.
web-uploads-hold-session = Всё продолжится, когда вы снова войдёте.
web-uploads-hold-server = Сервер занят. Всё продолжится само через минуту.
web-uploads-hold-full = На диске сервера кончилось место. Всё продолжится само, когда оно появится.
web-uploads-hold-tenant = В другой вкладке вы перешли в другую учётную запись. Всё продолжится, когда вы вернётесь в эту.
web-uploads-aside = { $count ->
    [one] { $count } файл ждёт вас в другой учётной записи. Отправка продолжится, когда вы туда вернётесь.
    [few] { $count } файла ждут вас в другой учётной записи. Отправка продолжится, когда вы туда вернётесь.
   *[many] { $count } файлов ждут вас в другой учётной записи. Отправка продолжится, когда вы туда вернётесь.
}
web-uploads-pause-all = Приостановить всё
web-uploads-resume-all = Продолжить всё
web-uploads-clear = Убрать завершённые
web-uploads-fold = Свернуть
web-uploads-unfold = Показать файлы
web-upload-progress = { $name }: отправлено
web-upload-waits = Ждёт
web-upload-paused = На паузе, отправлено { $share } %
web-upload-sent = { BYTES($sent) } из { BYTES($bytes) }
web-upload-pace = { BYTES($sent) } из { BYTES($bytes) } · { BYTES($pace) } в секунду
web-upload-left = { BYTES($sent) } из { BYTES($bytes) } · { BYTES($pace) } в секунду · осталось { SPAN($seconds) }
web-upload-arrived = Всё на месте, ещё мгновение…
web-upload-lost = Браузер не сохранил этот файл. Выберите его снова, и отправка продолжится с { $share } %.
web-upload-choose = Выбрать
web-upload-choose-again = Выбрать { $name } снова
web-upload-other-file = Это другой файл. Выберите «{ $name }» таким, каким он был: { BYTES($bytes) }.
web-upload-done = Отправлено
web-upload-pause = Приостановить { $name }
web-upload-resume = Продолжить { $name }
web-upload-retry = Отправить { $name } снова
web-upload-cancel = Убрать { $name }
web-upload-cancel-title = Прекратить отправку этого файла?
web-upload-cancel-question = Всё, что уже пришло от «{ $name }», пропадёт.
web-upload-cancel-yes = Прекратить

web-options-title = Как принимать ваши записи
web-options-hint = Выбор останется и для следующих отправок. Файлы, отправка которых уже началась, сохранят прежний.
web-options-language = Язык речи
web-options-language-auto = Определить по звуку
web-options-speakers = Говорящие
web-options-speakers-auto = Как настроено здесь
web-options-speakers-off = Не различать
web-options-speakers-on = Различать
web-options-speakers-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
}
web-options-model = Речевая модель
web-options-model-auto = Лучшая из имеющихся
web-options-words = Слова, которые, скорее всего, прозвучат
web-options-words-hint = Имена и термины через запятую. Они добавятся к словарю.
web-options-done = Готово
web-options-reset = Сбросить

web-link-title = По ссылке
web-link-address = Адрес аудио или видео
web-link-hint = Efir скачает его сам. Ссылка должна вести на сам файл и открываться у всех.
web-link-invalid = Адрес начинается с http:// или https://
web-link-send = Скачать
web-link-taken = «{ $name }» скачивается.

web-leave-title = Выйти сейчас?
web-leave-question = Отправка прекратится, а звук, который не был отправлен, пропадёт.
web-leave-yes = Выйти
