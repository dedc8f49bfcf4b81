# The dashboard: the Telegram bot.

web-telegram = Бот в Telegram
web-telegram-open = Открыть в Telegram
web-telegram-works = Работает
web-telegram-degraded = Сообщения сейчас не приходят
web-telegram-failed = Бот не работает
web-telegram-waits = Сообщения ждут уже { SPAN($seconds) }
web-telegram-ill-hint = Тот, кто ведёт сервер, найдёт причину в журнале и на странице /ready.
web-telegram-private = Личные чаты
web-telegram-groups = Группы
web-telegram-recordings = Записи за 30 дней
web-telegram-sound = Звук за 30 дней
web-telegram-unreachable = Покинули бота
web-telegram-former = До него были
web-telegram-none = Бота в Telegram пока нет
web-telegram-none-hint = С ним можно отправить голосовое сообщение и прочитать его прямо в чате.
web-telegram-how = С чего начать
web-telegram-how-hint = Это для того, кто ведёт сервер.
web-telegram-step-make = Напишите /newbot боту @BotFather в Telegram. Он спросит имя и даст токен.
web-telegram-step-run = Запустите Efir с этим токеном:
web-telegram-step-write = Напишите своему боту. То, что он услышит, появится и здесь, среди записей.
web-telegram-join = Вы в Telegram
web-telegram-join-hint = Свяжите свою учётную запись с Telegram в профиле. Язык, говорящие и срок хранения настраиваются в самом чате: /settings.
web-telegram-join-go = В профиль
web-span = { SPAN($seconds) }
