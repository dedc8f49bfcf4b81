# The dashboard: the person, the account, its members.

web-copy-short = Copy
web-copied-short = Copied
web-person = You
web-language = Language
web-language-hint = Of this page, and of what Efir tells you elsewhere.
web-language-any = As in the browser
web-password-change-hint = A new password signs you out everywhere else.
web-password-none-hint = You sign in without a password. Set one to sign in with it as well.
web-password-change = Change the password
web-password-set = Set a password
web-password-old = Current password
web-password-new = New password
web-sessions = Where you are signed in
web-sessions-hint = Sign out where you do not recognise it.
web-sessions-end = Sign out elsewhere
web-sessions-end-title = Sign out everywhere else?
web-sessions-end-question = You stay signed in here. Programs that signed in with your password have to do so again.
web-session-current = This browser
web-session-seen = seen
web-session-end-one = Sign out of { $browser }
web-browser-unknown = Unknown browser
web-telegram-hint = Join your Telegram account with the bot { $bot }, and Efir knows both as you.
web-telegram-code = Make a code
web-telegram-write = Write this to { $bot } in Telegram
web-telegram-until = The code works once, until
web-telegram-over = This code has expired.
web-telegram-joined = Your Telegram account is joined with { $bot }.
web-telegram-is-joined = Joined with { $bot }, since
web-telegram-part = Part
web-telegram-part-title = Part from Telegram?
web-telegram-part-question = { $bot } will not know any more that you are the same person.

web-account = Account
web-account-name = Account name
web-account-name-hint = All its members see it.
web-account-rank = Your role: { $rank }
web-account-id = Account id
web-account-id-hint = Programs and the server’s settings ask for it.
web-usage = Usage
web-usage-hint = All recordings of the account, however they came in. What was deleted does not count.
web-usage-none = Nothing was sent within the last 30 days.
web-usage-day = Within 24 hours: { $recordings ->
    [0] nothing
    [one] { $recordings } recording, { SPAN($seconds) }
   *[other] { $recordings } recordings, { SPAN($seconds) }
}
web-usage-month = Within 30 days: { $recordings ->
    [one] { $recordings } recording, { SPAN($seconds) }
   *[other] { $recordings } recordings, { SPAN($seconds) }
}
web-usage-quota = Telegram bot: { SPAN($left) } of { SPAN($limit) } are left for these 24 hours.

web-members = Members
web-members-all = Who belongs to the account
web-ranks-hint = Viewers read, members add recordings and correct, managers look after the settings, owners after the people.
web-rank = What they may do
web-rank-viewer = Viewer
web-rank-viewer-hint = Reads and hears everything, and changes nothing.
web-rank-member = Member
web-rank-member-hint = Adds recordings, corrects, shares and deletes them.
web-rank-manager = Manager
web-rank-manager-hint = The same, and looks after settings, API keys and the work of the server.
web-rank-owner = Owner
web-rank-owner-hint = Does everything, and looks after the members and the account itself.
web-member-self = You
web-member-since = since
web-member-rank = What { $name } may do
web-member-rank-own-title = Change what you may do?
web-member-rank-own-question = You will be: { $rank }. Only another owner can change that back.
web-member-rank-own = Change
web-member-remove = Remove { $name }
web-member-remove-title = Remove { $name }?
web-member-remove-question = { $name } is signed out of this account at once. Their recordings stay.
web-member-remove-confirm = Remove
web-member-leave = Leave the account
web-member-leave-title = Leave this account?
web-member-leave-question = You are signed out of it at once. To come back, you need an invitation.
web-member-leave-confirm = Leave

web-invite = Invite somebody
web-invite-hint = Efir sends no mail: you get a link, and pass it on yourself.
web-invite-make = Make an invitation
web-invite-link = Link for { $email }
web-invite-link-hint = It is shown only now. It works once, for seven days.
web-invitations = Open invitations
web-invitations-hint = They wait seven days.
web-invitations-none = No open invitations.
web-invitation-by = by
web-invitation-until = until
web-invitation-withdraw = Withdraw
web-invitation-withdraw-one = Withdraw the invitation of { $email }
web-invitation-withdraw-title = Withdraw this invitation?
web-invitation-withdraw-question = The link of { $email } will not work any more.
