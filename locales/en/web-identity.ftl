# The dashboard: coming in, people.

web-email = E-mail
web-password = Password
web-password-show = Show the password
web-password-hint = A few words that you remember make a good one.
web-name = Your name
web-sign-in = Sign in
web-sign-in-title = Sign in
web-sign-out = Sign out
web-session-over = You were signed out. Sign in to go on
web-setup-title = Welcome
web-setup-lead = You are the first one here, so you become the owner.
web-setup-code = Setup code
web-setup-code-hint = It is printed where the server was started.
web-set-up = Begin
