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
web-to-sign-in = Sign in
web-forgotten = Forgotten? Whoever runs the server can make you a link for a new one.
web-invited-title = You are invited
web-invited-to = You are asked to join
web-invited-by = asks you to join
web-invited-as = You will be: { $rank }.
web-invited-other = This invitation is for { $email }, and you are signed in as { $own }. Sign out, then open the link again.
web-invited-password-hint = You have an account here: it is the password that you sign in with.
web-invited-accept = Join
web-reset-title = A new password
web-reset-lead = It replaces the old one, and signs you out everywhere else.
web-reset-set = Set the password
