# The dashboard: who is at it, and whether the server is.

web-tenants = Accounts
web-tenant-look = Look at “{ $name }”
web-tenant-uploads = Files are still on their way
web-tenant-uploads-hint = They wait until you look at this account again.
web-tenant-switch = Go
web-server-silent = The server does not answer.
web-server-silent-hint = What was loaded can be read. We keep trying; what you write stays here meanwhile.
web-news-late = Live news is interrupted; trying again.
