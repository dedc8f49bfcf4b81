# The dashboard: the Telegram bot.

web-telegram = Telegram bot
web-telegram-open = Open in Telegram
web-telegram-works = Works
web-telegram-degraded = Messages do not come in at the moment
web-telegram-failed = The bot does not work
web-telegram-waits = Messages have been waiting for { SPAN($seconds) }
web-telegram-ill-hint = Whoever runs the server finds the reason in its log and at /ready.
web-telegram-private = Private chats
web-telegram-groups = Groups
web-telegram-recordings = Recordings, 30 days
web-telegram-sound = Sound, 30 days
web-telegram-unreachable = Left the bot
web-telegram-former = Before it there were
web-telegram-none = No Telegram bot yet
web-telegram-none-hint = With one, people send it a voice message and read its words in the chat.
web-telegram-how = How to begin
web-telegram-how-hint = This is for whoever runs the server.
web-telegram-step-make = Write /newbot to @BotFather in Telegram. It asks for a name and gives a token.
web-telegram-step-run = Start Efir with that token:
web-telegram-step-write = Write to your bot. What it hears appears here among the recordings as well.
web-telegram-join = You in Telegram
web-telegram-join-hint = Join your account with Telegram in your profile. Language, speakers and retention of a chat are set in the chat itself: /settings.
web-telegram-join-go = To the profile
web-span = { SPAN($seconds) }
