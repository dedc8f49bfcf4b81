# The dashboard: webhooks and what was sent to them.

web-webhooks = Вебхуки
web-webhooks-own = Кому сообщать
web-webhooks-hint = Efir обращается к этим адресам, когда запись готова или расшифровка изменилась.
web-webhooks-none = Вебхуков пока нет
web-webhooks-none-hint = Укажите свой адрес — и программа на нём сама узнает о каждой записи.
web-webhooks-back = Все вебхуки
web-webhook = Вебхук
web-webhook-add = Добавить вебхук
web-webhook-make = Добавить
web-webhook-change = Изменить вебхук
web-change = Изменить
web-webhook-url = Адрес
web-webhook-url-hint = Начинается с https:// или http://
web-webhook-events = Сообщать, когда
web-news-all = Обо всём
web-news-recording-succeeded = Запись готова
web-news-recording-failed = Запись не удалась
web-news-recording-cancelled = Запись остановлена
web-news-transcript-revised = Расшифровка изменена
web-news-webhook-test = Проверка
web-webhook-secret = Секрет
web-webhook-secret-hint = Им подписано каждое сообщение: так ваша программа узнаёт, что оно пришло отсюда.
web-webhook-paused = На паузе
web-webhook-paused-hint = На паузе ничего не отправляется. Пропущенное будет отправлено, когда вы возобновите работу.
web-webhook-pause = Поставить на паузу
web-webhook-resume = Возобновить
web-webhook-test = Отправить проверку
web-webhook-test-sent = Проверка отправляется.
web-webhook-failures = { $count ->
    [one] Не доставлено подряд: { $count } сообщение. После 10 подряд вебхук встаёт на паузу.
    [few] Не доставлено подряд: { $count } сообщения. После 10 подряд вебхук встаёт на паузу.
   *[many] Не доставлено подряд: { $count } сообщений. После 10 подряд вебхук встаёт на паузу.
}
web-webhook-delete-title = Удалить этот вебхук?
web-webhook-delete-question = { $url } больше ничего не узнает, и список отправленного тоже исчезнет.
web-secret-once = Скопируйте сейчас: больше это не покажут
web-secret-rotate = Новый секрет…
web-secret-rotate-question = Новый секрет действует сразу. Прежний ещё 24 часа подписывает вместе с ним, чтобы вы успели перейти, ничего не потеряв.
web-secret-replace = Создать новый секрет
web-done = Готово
web-callbacks = Обратные вызовы отдельных записей
web-callbacks-hint = Программа, которая отправляет запись, может дать адрес, который узнает о ней. Все такие сообщения подписаны одним секретом.
web-callbacks-secret-hint = Им подписан каждый обратный вызов этой учётной записи.
web-deliveries = Что отправлено
web-deliveries-hint = Сначала новое, за 30 дней. Обновляется само.
web-deliveries-outcome = Показать
web-deliveries-all = Все
web-deliveries-waiting = Ждут
web-deliveries-delivered = Дошли
web-deliveries-failed = Не дошли
web-deliveries-none = Пока ничего не отправлено. Проверка покажет, работает ли адрес.
web-deliveries-none-such = Таких нет.
web-delivery-waiting = Ждёт
web-delivery-delivered = Дошло
web-delivery-failed = Не дошло
web-tries = { $count ->
    [0] ещё не отправляли
    [one] отправляли { $count } раз
    [few] отправляли { $count } раза
   *[many] отправляли { $count } раз
}
web-delivery-next = Следующая попытка:
web-delivery-tries = Попытки
web-try = Попытка { $number }
web-try-status = ответ { $status }
web-milliseconds = { NUMBER($count) } мс
web-try-answer = Ответ
web-delivery-body = Что отправляется
web-delivery-id = Номер доставки:
web-delivery-recording = Открыть запись
web-delivery-resend = Отправить ещё раз
web-delivery-send-now = Отправить сейчас
web-delivery-resent = Отправляется ещё раз.
web-more = Показать ещё
