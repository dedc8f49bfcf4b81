# The dashboard: one transcript.

web-transcript = Расшифровка
web-listening = Слушаем…
web-not-begun = Слова появятся здесь.
web-unintelligible = Здесь ничего не удалось разобрать.
web-export = Скачать
web-copy = Скопировать текст
web-copied = Текст скопирован.
web-format-txt = Текст (.txt)
web-format-docx = Документ Word (.docx)
web-format-srt = Субтитры (.srt)
web-format-vtt = Субтитры для веба (.vtt)
web-format-tsv = Таблица (.tsv)
web-format-json = Всё, для программ (.json)
web-speakers = Кто говорит
web-speaker = Говорящий { $number }
web-speaker-none = Никто не указан
web-rename-speaker = { $name }: переименовать
web-speaker-name = Имя
web-speaker-name-hint = Оно появится во всей расшифровке.
web-doubtful = { $count ->
    [one] { $count } сомнительное слово
    [few] { $count } сомнительных слова
   *[many] { $count } сомнительных слов
}
web-doubtful-former = Предыдущее сомнительное слово (Shift+D)
web-doubtful-next = Следующее сомнительное слово (D)
web-play-from = Слушать с { $time }
web-correct = Исправить сказанное в { $time }
web-segment-text = Что сказано
web-segment-speaker = Кто говорит
web-conflict = Тем временем это изменил кто-то другой. Теперь здесь:
web-conflict-hint = Ваш вариант ещё не сохранён. Сохраните его вместо этого или оставьте чужой.
web-keep-theirs = Оставить чужой
web-save-mine = Сохранить мой
web-player = Проигрыватель
web-play = Слушать
web-pause = Пауза
web-speed = Скорость: { $rate }
web-sound-missing = Звук воспроизвести нельзя: он удалён, или этот браузер не знает его формата.
