# Кабинет как отдельное приложение.

web-new-version = Готова новая версия.
web-reload = Обновить
web-shared-title = Передано в Efir
web-shared-bytes = { BYTES($bytes) }
web-shared-send = Отправить
web-shared-discard = Удалить
web-shared-none = Ничего не передано
web-shared-none-hint = Поделитесь аудио или видео из другого приложения, и оно появится здесь.
web-shared-lost = То, чем вы поделились, сюда не дошло. Откройте Efir один раз и поделитесь снова.
web-shared-may-not = Здесь вы можете смотреть записи, но не отправлять их.
web-offline-title = Нет сети
web-offline-hint = Страница появится сама, как только связь вернётся.
