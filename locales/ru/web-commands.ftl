# The dashboard: finding and doing anything by Ctrl-K.

web-commands = Команды
web-commands-open = Найти и сделать что угодно ({ $keys })
web-commands-field = Что найти или сделать?
web-commands-recent = Недавно открытые
web-commands-actions = Действия
web-commands-recordings = Записи
web-commands-said = В расшифровках
web-commands-search = Искать во всех расшифровках: «{ $words }»
web-commands-none = Ничего не подходит.
web-commands-failed = Искать записи сейчас не получается.
web-go-to = Перейти: «{ $place }»
web-language-speak = Язык: { $language }
web-colours-use = Цвета: { $colours }
