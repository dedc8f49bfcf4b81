# The dashboard: the frame of the settings.

web-settings = Settings
web-settings-closed = This is not for you to change
web-settings-closed-hint = Ask an owner of the account, if you need it.
web-saved = Saved
web-profile = Profile
