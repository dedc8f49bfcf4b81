# Веб-интерфейс.

web-skip = Перейти к содержимому
web-navigation = Разделы
web-loading = Загрузка
web-preferences = Язык и цвета
web-colours-auto = Как в системе
web-colours-light = Светлая тема
web-colours-dark = Тёмная тема
web-offline = Нет сети. Загруженное можно читать; остальное появится, когда связь вернётся.
web-failed = Что-то пошло не так.
web-failed-hint = Попробуйте ещё раз чуть позже.
web-overtaken = Тем временем это изменил кто-то другой.
web-overtaken-hint = Посмотрите ещё раз и повторите.
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
