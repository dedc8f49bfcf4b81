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
web-forgotten = Forgot your password? Whoever runs the server can make you a link for a new one.
web-invited-title = You are invited
web-invited-to = You are invited to join
web-invited-by = invites you to join
web-invited-as = { $rank ->
    [viewer] You may read and hear everything there.
    [member] You may add recordings, correct, share and delete them.
    [manager] You may do all with recordings, and look after the settings.
   *[owner] You may do everything there, as an owner of the account.
}
web-invited-other = This invitation is for { $email }, and you are signed in as { $own }. Sign out, then open the link again.
web-invited-password-hint = You have an account here: it is the password that you sign in with.
web-invited-accept = Join
web-reset-title = A new password
web-reset-lead = It replaces the old one, and signs you out everywhere else. If you sign in by another service, join it again in your profile afterwards.
web-reset-set = Set the password
web-or = or
web-sign-in-with = Sign in with { $name }
web-provider-hint = Join your account at { $name }, and sign in here with it.
web-provider-join = Join
web-provider-joined = Joined since
web-provider-part-title = Part from { $name }?
web-provider-part-question = You sign in with your password then.
web-oidc-unreachable = { $name } does not answer.
web-oidc-unreachable-hint = Try again in a moment, or sign in with your password.
web-oidc-declined = { $name } did not let you through.
web-oidc-declined-hint = Try again, and agree there; or sign in with your password.
web-oidc-refused = What { $name } answered cannot be believed.
web-oidc-refused-hint = Try again. If it stays so, whoever runs the server finds the reason in its log.
web-oidc-over = That took too long, or was used before.
web-oidc-over-hint = Begin again.
web-oidc-stranger = You have no account here.
web-oidc-stranger-hint = Ask an owner for an invitation, and open its link.
web-oidc-account = You have an account here already.
web-oidc-account-hint = Sign in with its password, then join both in your profile.
web-oidc-other = Your invitation is for another address.
web-oidc-other-hint = Sign in there as whom you were invited, or ask for another invitation.
web-oidc-taken = That sign-in belongs to somebody else here.
web-oidc-taken-hint = They can part from it in their profile.
web-oidc-failed = That did not work.
web-oidc-failed-hint = Try again, or sign in with your password.
