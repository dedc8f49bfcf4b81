# Чем оказался файл, если это не запись. Имя даёт анализатор содержимого («a PDF document»): без артикля и без того, что
# написано прописными или в скобках, оно становится идентификатором, а вынутое из него — меткой.

found-document = документ { $label }
found-office-document = офисный документ { $label }
found-archive = архив { $label }
found-file = файл другого рода ({ $label })
found-image = картинка { $label }
found-font = шрифт { $label }
found-playlist = список воспроизведения { $label }
found-session-description = описание сеанса { $label }
found-subtitles = субтитры { $label }
found-plain-text = простой текст
found-unknown-data = неизвестные данные
found-empty-file = пустой файл
found-web-page = веб-страница
found-program = программа
found-database = база данных
found-file-notes-no-sound = файл MIDI: ноты без звука
found-audio = звук { $label }
found-video = видео { $label }
found-media = медиафайл { $label }
