# Веб-интерфейс: человек, учётная запись, участники.

web-copy-short = Скопировать
web-copied-short = Скопировано
web-person = О вас
web-language = Язык
web-language-hint = Этой страницы и всего, что Efir сообщает вам в других местах.
web-language-any = Как в браузере
web-password-change-hint = Новый пароль завершит все остальные ваши сеансы.
web-password-none-hint = Сейчас вы входите без пароля. Задайте его, чтобы входить и по нему.
web-password-change = Сменить пароль
web-password-set = Задать пароль
web-password-old = Нынешний пароль
web-password-new = Новый пароль
web-sessions = Где вы вошли
web-sessions-hint = Завершите сеансы, которых не узнаёте.
web-sessions-end = Выйти на остальных устройствах
web-sessions-end-title = Выйти на всех остальных устройствах?
web-sessions-end-question = Здесь вы останетесь. Программам, вошедшим с вашим паролем, придётся войти снова.
web-session-current = Этот браузер
web-session-seen = последний раз
web-session-end-one = Выйти: { $browser }
web-browser-unknown = Неизвестный браузер
web-telegram-hint = Свяжите свой Telegram через бота { $bot }, и Efir будет знать, что это вы.
web-telegram-code = Получить код
web-telegram-write = Напишите это боту { $bot } в Telegram
web-telegram-until = Код действует один раз, до
web-telegram-over = Срок этого кода истёк.
web-telegram-joined = Ваш Telegram связан через { $bot }.
web-telegram-is-joined = Связан через { $bot }, с
web-telegram-part = Отвязать
web-telegram-part-title = Отвязать Telegram?
web-telegram-part-question = { $bot } больше не будет знать, что это вы.

web-account = Учётная запись
web-account-name = Название учётной записи
web-account-name-hint = Его видят все участники.
web-account-rank = Ваша роль: { $rank }
web-account-id = Номер учётной записи
web-account-id-hint = Его спрашивают программы и настройки сервера.
web-usage = Расход
web-usage-hint = Всё, что сюда пришло, каким бы путём ни пришло. Удалённое не считается.
web-usage-none = За последние 30 дней ничего не отправлено.
web-usage-day = За сутки: { $recordings ->
    [0] ничего
    [one] { $recordings } запись, { SPAN($seconds) }
    [few] { $recordings } записи, { SPAN($seconds) }
   *[other] { $recordings } записей, { SPAN($seconds) }
}
web-usage-month = За 30 дней: { $recordings ->
    [one] { $recordings } запись, { SPAN($seconds) }
    [few] { $recordings } записи, { SPAN($seconds) }
   *[other] { $recordings } записей, { SPAN($seconds) }
}
web-usage-quota = Бот в Telegram: осталось { SPAN($left) } из { SPAN($limit) } на эти сутки.

web-members = Участники
web-members-all = Кто в учётной записи
web-ranks-hint = Читатели читают, участники добавляют записи и правят, управляющие ведают настройками, владельцы — людьми.
web-rank = Роль
web-rank-viewer = Читатель
web-rank-viewer-hint = Читает и слушает всё, но ничего не меняет.
web-rank-member = Участник
web-rank-member-hint = Добавляет записи, правит их, делится ими и удаляет.
web-rank-manager = Управляющий
web-rank-manager-hint = То же, и ещё ведает настройками, ключами API и работой сервера.
web-rank-owner = Владелец
web-rank-owner-hint = Может всё, в том числе ведает участниками и самой учётной записью.
web-member-self = Вы
web-member-since = с
web-member-rank = Роль: { $name }
web-member-rank-own-title = Сменить свою роль?
web-member-rank-own-question = Ваша новая роль: { $rank }. Вернуть прежнюю сможет только другой владелец.
web-member-rank-own = Сменить
web-member-remove = Исключить: { $name }
web-member-remove-title = Исключить { $name }?
web-member-remove-question = { $name } сразу потеряет доступ к этой учётной записи. Записи останутся.
web-member-remove-confirm = Исключить
web-member-leave = Покинуть учётную запись
web-member-leave-title = Покинуть эту учётную запись?
web-member-leave-question = Доступ к ней закроется сразу. Чтобы вернуться, понадобится приглашение.
web-member-leave-confirm = Покинуть

web-invite = Пригласить
web-invite-hint = Efir не отправляет писем: вы получите ссылку и передадите её сами.
web-invite-make = Создать приглашение
web-invite-link = Ссылка для { $email }
web-invite-link-hint = Она показывается только сейчас. Действует один раз, в течение семи дней.
web-invitations = Открытые приглашения
web-invitations-hint = Каждое действует семь дней.
web-invitations-none = Открытых приглашений нет.
web-invitation-by = от
web-invitation-until = до
web-invitation-withdraw = Отозвать
web-invitation-withdraw-one = Отозвать приглашение для { $email }
web-invitation-withdraw-title = Отозвать приглашение?
web-invitation-withdraw-question = Ссылка для { $email } перестанет работать.
