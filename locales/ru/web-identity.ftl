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
web-to-sign-in = Войти
web-forgotten = Забыли? Ссылку для нового может сделать тот, у кого работает сервер.
web-invited-title = Вас пригласили
web-invited-to = Вас приглашают в
web-invited-by = приглашает вас в
web-invited-as = Ваша роль: { $rank }.
web-invited-other = Это приглашение для { $email }, а вы вошли как { $own }. Выйдите и откройте ссылку снова.
web-invited-password-hint = У вас здесь уже есть доступ: введите пароль, с которым вы входите.
web-invited-accept = Присоединиться
web-reset-title = Новый пароль
web-reset-lead = Он заменит прежний и завершит все остальные ваши сеансы.
web-reset-set = Задать пароль
