# The dashboard: words to listen for, and how they are written.

web-vocabulary = Словарь
web-hot-words = Какие слова ожидать
web-hot-words-hint = Имена, названия, термины: то, что, скорее всего, прозвучит в ваших записях. Действует для новых записей.
web-hot-words-none = Пока ни одного.
web-hot-word-new = Слово или фраза
web-hot-word-change = Изменить «{ $word }»
web-spellings = Как писать
web-spellings-hint = Как слово слышится и как его писать.
web-spellings-none = Пока ни одного.
web-spellings-find = Найти среди них
web-spelling-heard = Слышится
web-spelling-write = Пишется
web-spelling-becomes = пишется как
web-spelling-change = Изменить, как пишется «{ $word }»
web-count-of = { $count } из { $most }
web-add = Добавить
web-remove = Убрать «{ $name }»
web-vocabulary-many = Сразу много
web-vocabulary-many-hint = По одному в строке: слово или «слышится => пишется». Строки, которые начинаются с #, не учитываются.
web-vocabulary-lines = Слова, по одному в строке
web-vocabulary-example = Efir
    эфир => Efir
web-vocabulary-import = Из файла
web-vocabulary-export = Сохранить в файл
web-vocabulary-added = Добавлено.
web-vocabulary-too-much = Это намного больше, чем вмещает словарь: 200 слов и 500 написаний.
web-vocabulary-found = { $words ->
    [one] { $words } слово
    [few] { $words } слова
   *[many] { $words } слов
}, { $spellings ->
    [one] { $spellings } написание
    [few] { $spellings } написания
   *[many] { $spellings } написаний
}
