# The dashboard: transcripts as files, one and many.

web-format-txt-times = Текст со временем (.txt)
web-exports-action = Скачать
web-exports-title = { $count ->
    [one] Скачать { $count } расшифровку
    [few] Скачать { $count } расшифровки
   *[many] Скачать { $count } расшифровок
}
web-exports-format = Формат файлов
web-exports-hint = Один архив, в нём по файлу на каждую запись. Записи без расшифровки в него не войдут.
web-exports-download = Скачать
web-exports-left-out = { $count ->
    [one] { $count } запись пока без расшифровки, её в архиве нет.
    [few] { $count } записи пока без расшифровки, их в архиве нет.
   *[many] { $count } записей пока без расшифровки, их в архиве нет.
}
web-copy-failed = Браузер не даёт скопировать. Скачайте текст файлом.
