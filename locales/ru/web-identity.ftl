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
web-setup-lead = Вы здесь первый человек, поэтому станете владельцем.
web-setup-code = Код настройки
web-setup-code-hint = Он показан там, где запущен сервер.
web-set-up = Начать
web-to-sign-in = Войти
web-forgotten = Забыли пароль? Ссылку для нового пароля даст тот, кто ведёт сервер.
web-invited-title = Вас пригласили
web-invited-to = Вас приглашают в
web-invited-by = приглашает вас в
web-invited-as = { $rank ->
    [viewer] Вы сможете всё читать и слушать.
    [member] Вы сможете добавлять записи, править их, делиться ими и удалять.
    [manager] Вы сможете делать с записями всё и ведать настройками.
   *[owner] Вы сможете всё, как владелец учётной записи.
}
web-invited-other = Это приглашение для { $email }, а вы вошли как { $own }. Выйдите и откройте ссылку снова.
web-invited-password-hint = У вас здесь уже есть доступ: введите пароль, с которым вы входите.
web-invited-accept = Присоединиться
web-reset-title = Новый пароль
web-reset-lead = Он заменит прежний и завершит все остальные ваши сеансы. Если вы входите и через другую службу, потом свяжите её заново в профиле.
web-reset-set = Задать пароль
web-or = или
web-sign-in-with = Войти через { $name }
web-provider-hint = Свяжите свой вход через { $name } и входите сюда с его помощью.
web-provider-join = Связать
web-provider-joined = Связано с
web-provider-part-title = Отвязать { $name }?
web-provider-part-question = Дальше вы будете входить по паролю.
web-oidc-unreachable = { $name } не отвечает.
web-oidc-unreachable-hint = Попробуйте чуть позже или войдите по паролю.
web-oidc-declined = { $name } вас не пропускает.
web-oidc-declined-hint = Попробуйте ещё раз и согласитесь там или войдите по паролю.
web-oidc-refused = Ответ { $name } не прошёл проверку.
web-oidc-refused-hint = Попробуйте ещё раз. Если не поможет, причину найдёт в журнале тот, кто ведёт сервер.
web-oidc-over = Прошло слишком много времени, или этот вход уже использован.
web-oidc-over-hint = Начните снова.
web-oidc-stranger = У вас здесь нет доступа.
web-oidc-stranger-hint = Попросите у владельца приглашение и откройте его ссылку.
web-oidc-account = У вас здесь уже есть доступ.
web-oidc-account-hint = Войдите по паролю и свяжите оба входа в профиле.
web-oidc-other = Ваше приглашение для другого адреса.
web-oidc-other-hint = Войдите там под тем адресом, на который вас пригласили, или попросите другое приглашение.
web-oidc-taken = Этот вход здесь принадлежит другому человеку.
web-oidc-taken-hint = Он может отвязать его в своём профиле.
web-oidc-failed = Не получилось.
web-oidc-failed-hint = Попробуйте ещё раз или войдите по паролю.
