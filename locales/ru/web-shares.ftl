# The dashboard: transcripts shared by links, and what their readers see.

web-share-action = Поделиться
web-share-title = Поделиться по ссылке
web-share-lead = По ссылке расшифровку можно прочитать без учётной записи. Изменить в ней ничего нельзя.
web-share-lifetime = Ссылка действует
web-share-for-day = день
web-share-for-week = неделю
web-share-for-month = месяц
web-share-for-year = год
web-share-for-never = пока её не отзовут
web-share-password = Пароль
web-share-password-none = Без пароля
web-share-audio = Разрешить слушать запись
web-share-create = Создать ссылку
web-share-made = Ссылка готова
web-share-link = Ссылка
web-share-copy = Скопировать
web-share-copied = Скопировано
web-share-once = Сохраните её сейчас: она показывается один раз.
web-share-copy-failed = Браузер не даёт скопировать. Ссылка выделена: нажмите Ctrl-C или удерживайте её пальцем.
web-share-links = Ссылки на эту расшифровку
web-share-none = Пока их нет.
web-share-made-at = Создана { $time }
web-share-made-by = Создана { $time }, { $name }
web-share-made-by-program = Создана { $time } программой
web-share-until = действует до { $time }
web-share-until-revoked = действует, пока её не отзовут
web-share-over = срок истёк { $time }
web-share-with-audio = со звуком
web-share-with-password = с паролем
web-share-opened = { $count ->
    [0] ещё не открывали
    [one] открыли { $count } раз
    [few] открыли { $count } раза
   *[many] открыли { $count } раз
}
web-share-opened-last = последний раз { $time }
web-share-revoke = Отозвать
web-share-revoke-one = Отозвать ссылку: { $made }
web-share-revoke-question = По этой ссылке больше ничего не откроется. Вернуть отозванную ссылку нельзя.
web-shared-loading = Расшифровка загружается
web-shared-locked = Расшифровка закрыта паролем
web-shared-locked-lead = Спросите его у того, кто прислал вам ссылку.
web-shared-open = Открыть
web-shared-download = Скачать
web-shared-by = Поделились через Efir
