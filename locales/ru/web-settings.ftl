# Веб-интерфейс: рамка настроек.

web-settings = Настройки
web-settings-closed = Менять это вы не можете
web-settings-closed-hint = Если это нужно, попросите владельца учётной записи.
web-saved = Сохранено
web-profile = Профиль
