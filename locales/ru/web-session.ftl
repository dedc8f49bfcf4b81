# The dashboard: who is at it, and whether the server is.

web-tenants = Учётные записи
web-tenant-look = Перейти в «{ $name }»
web-tenant-uploads = Файлы ещё отправляются
web-tenant-uploads-hint = Они подождут, пока вы не вернётесь в эту учётную запись.
web-tenant-switch = Перейти
web-server-silent = Сервер не отвечает.
web-server-silent-hint = Загруженное можно читать. Мы продолжаем попытки; то, что вы пишете, пока остаётся здесь.
web-news-late = Страница пока не обновляется сама; пробуем снова.
web-account-left = Вы покинули «{ $name }».
web-account-left-all = Вы покинули учётную запись.
web-account-left-all-hint = Других учётных записей у вас здесь нет. Чтобы вернуться, попросите приглашение у одного из владельцев.
web-account-leave-hint = Ваши записи останутся в ней. Чтобы вернуться, понадобится приглашение.
web-account-leave-owner = Вы её единственный владелец. Покинуть её можно, когда владельцем станет кто-нибудь ещё.
web-account-leave-unsent = Всё, что ещё не отправлено, удалится.
