# Слова внутри расшифровок, кроме сказанного.

speaker-name = Говорящий { $number }
# Стоит в скобках там, где кто-то говорит, а разобрать ничего не удалось.
unintelligible = неразборчиво

transcript-untitled = Расшифровка
transcript-language = Язык: { LANGUAGE($code) }
transcript-duration = Длительность: { $clock }
transcript-date = Дата: { $date }
transcript-speakers = Говорят: { $names }
