# The dashboard: keys.

web-keys = Клавиши
web-keys-everywhere = Везде
web-keys-transcript = В расшифровке
web-keys-then = затем
web-keys-singles = Клавиши без { $mod }
web-keys-singles-hint = Отключите их, если диктуете или задеваете клавиши случайно.
web-key-help = Показать клавиши
web-key-commands = Найти и сделать что угодно
web-key-search = Искать во всех расшифровках
web-key-play = Слушать, пауза
web-key-back = Назад на 5 секунд
web-key-forward = Вперёд на 5 секунд
web-key-segment-former = Предыдущая фраза
web-key-segment-next = Следующая фраза
web-key-slower = Медленнее
web-key-faster = Быстрее
web-key-doubtful-next = Следующее сомнительное слово
web-key-doubtful-former = Предыдущее сомнительное слово
web-key-correct = Исправить эту фразу
