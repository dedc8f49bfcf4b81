# Кабинет: запись с микрофона.

web-microphone-title = Идёт запись
web-microphone-asking = Ждём микрофон. Браузер может спросить, разрешаете ли вы его странице.
web-microphone-forbidden = Браузер не даёт этой странице микрофон. Разрешите его в настройках страницы рядом с адресом и попробуйте снова.
web-microphone-missing = Микрофон не найден. Подключите его и попробуйте снова.
web-microphone-busy = Микрофон занят другой программой. Закройте её и попробуйте снова.
web-microphone-insecure = Браузеры дают страницам микрофон только по https. Откройте Efir по адресу, который начинается с https://, или запишите звук иначе и отправьте файл.
web-microphone-unknown = Микрофон открыть не удалось.
web-microphone-elapsed = Уже записано
web-microphone-recording = Всё, что вы говорите, сразу сохраняется в этом браузере.
web-microphone-silent = Ничего не слышно. Может быть, микрофон выключен?
web-microphone-paused = Пауза
web-microphone-pause = Пауза
web-microphone-resume = Продолжить
web-microphone-stop = Остановить
web-microphone-torn = Микрофон пропал. То, что было записано до этого, здесь.
web-take-title = Записано
web-take-name = Запись от { $when }
web-takes = Записано и не отправлено
web-take-unsent = Ещё не отправлено · { SPAN($seconds) }
web-take-listen = Прослушать
web-take-send = Отправить
web-take-discard = Удалить
web-take-discard-name = Удалить { $name }
web-take-discard-title = Удалить записанное?
web-take-discard-question = { SPAN($seconds) } звука пропадут навсегда.
