# The dashboard: coming in, people.

web-email = Электронная почта
web-password = Пароль
web-password-show = Показать пароль
web-password-hint = Хорошо подойдут несколько слов, которые вы запомните.
web-name = Ваше имя
web-sign-in = Войти
web-sign-in-title = Вход
web-sign-out = Выйти
web-session-over = Сеанс завершён. Войдите, чтобы продолжить
web-setup-title = Добро пожаловать
web-setup-lead = Вы здесь первый человек и станете владельцем.
web-setup-code = Код настройки
web-setup-code-hint = Он напечатан там, где запущен сервер.
web-set-up = Начать
