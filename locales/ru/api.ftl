# Слова двери HTTP, кроме ошибок.

api-detail-in-log = подробности в журнале сервера
api-file = Файл записи
api-problem-given = { $problem } (прислано: «{ $value }»)
