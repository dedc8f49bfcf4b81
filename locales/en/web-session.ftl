# The dashboard: who is at it, and whether the server is.

web-tenants = Accounts
web-tenant-look = Look at “{ $name }”
web-tenant-uploads = Files are still on their way
web-tenant-uploads-hint = They wait until you look at this account again.
web-tenant-switch = Go
web-server-silent = The server does not answer.
web-server-silent-hint = What was loaded can be read. We keep trying; what you write stays here meanwhile.
web-news-late = Live news is interrupted; trying again.
web-account-left = You have left “{ $name }”.
web-account-left-all = You have left the account.
web-account-left-all-hint = You belong to no other one here. To come back, ask one of its owners for an invitation.
web-account-leave-hint = What you recorded there stays in it. To come back, you need an invitation.
web-account-leave-owner = You are its only owner. Once somebody else is an owner too, you can leave.
web-account-leave-unsent = What was not sent yet is deleted.
