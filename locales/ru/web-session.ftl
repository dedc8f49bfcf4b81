# The dashboard: who is at it, and whether the server is.

web-tenants = Учётные записи
web-tenant-look = Перейти в «{ $name }»
web-tenant-uploads = Файлы ещё отправляются
web-tenant-uploads-hint = Они подождут, пока вы не вернётесь в эту учётную запись.
web-tenant-switch = Перейти
web-server-silent = Сервер не отвечает.
web-server-silent-hint = Загруженное можно читать. Мы продолжаем попытки; то, что вы пишете, пока остаётся здесь.
web-news-late = Страница пока не обновляется сама; пробуем снова.
