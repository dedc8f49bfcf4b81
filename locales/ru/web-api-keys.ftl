# Веб-интерфейс: ключи API.

web-api-keys = Ключи API
web-api-keys-made = Созданные ключи
web-api-keys-hint = С ними входят программы. Каждая может только то, для чего создан её ключ.
web-api-keys-none = Ни у одной программы ещё нет ключа.
web-api-keys-over-show = { $count ->
    [one] Показать { $count } старый
    [few] Показать { $count } старых
   *[many] Показать { $count } старых
}
web-api-keys-over-hide = Скрыть старые
web-api-key-made = создан
web-api-key-used = использован
web-api-key-unused = ещё не использован
web-api-key-until = до
web-api-key-expired = Истёк
web-api-key-revoked = Отозван
web-api-key-revoke = Отозвать
web-api-key-revoke-one = Отозвать { $name }
web-api-key-revoke-title = Отозвать ключ?
web-api-key-revoke-question = Программы с ключом «{ $name }» сразу и навсегда потеряют доступ.
web-api-key-new = Новый ключ
web-api-key-new-hint = Он принадлежит учётной записи и продолжит работать без вас.
web-api-key-name = Название
web-api-key-name-hint = Чтобы потом было понятно, зачем он.
web-api-key-scopes = Что ему можно
web-api-key-term = Срок
web-api-key-term-none = Пока не отозван
web-api-key-term-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
web-api-key-make = Создать ключ
web-api-key-shown = Ключ «{ $name }»
web-api-key-shown-hint = Он показывается только сейчас. Храните его как пароль.
web-api-key-kept = Ключ сохранён
web-api-key-call = Как им пользоваться
web-api-key-call-hint = Отправьте запись и получите её номер; слова будут по адресу /v1/recordings/НОМЕР/transcript.
web-api-key-docs = Всё, что умеет API
web-scope-all = Всё
web-scope-recordings-read = Читать записи
web-scope-recordings-write = Добавлять, менять и удалять записи
web-scope-webhooks-read = Видеть вебхуки
web-scope-webhooks-write = Менять вебхуки
web-scope-keys-write = Видеть, создавать и отзывать ключи API
web-scope-settings-write = Менять настройки
web-scope-tasks-write = Повторять, отменять и упорядочивать задачи
web-scope-members-read = Видеть участников
web-scope-members-write = Приглашать и исключать участников, менять роли
web-scope-tenant-write = Менять учётную запись
