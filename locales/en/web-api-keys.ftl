# The dashboard: API keys.

web-api-keys = API keys
web-api-keys-made = Existing keys
web-api-keys-hint = Programs come in with them. Each may do no more than it was made for.
web-api-keys-none = No program has a key yet.
web-api-keys-over-show = { $count ->
    [one] Show { $count } old one
   *[other] Show { $count } old ones
}
web-api-keys-over-hide = Hide old ones
web-api-key-made = made
web-api-key-used = used
web-api-key-unused = never used
web-api-key-until = until
web-api-key-expired = Expired
web-api-key-revoked = Revoked
web-api-key-revoke = Revoke
web-api-key-revoke-one = Revoke { $name }
web-api-key-revoke-title = Revoke this key?
web-api-key-revoke-question = Programs that use “{ $name }” are shut out at once, for good.
web-api-key-new = New key
web-api-key-new-hint = It belongs to the account, and goes on working when you leave.
web-api-key-name = Name
web-api-key-name-hint = So that you know later what it is for.
web-api-key-scopes = What it may do
web-api-key-term = Good for
web-api-key-term-none = Until it is revoked
web-api-key-term-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
web-api-key-make = Make the key
web-api-key-shown = Key “{ $name }”
web-api-key-shown-hint = It is shown only now. Keep it as you would a password.
web-api-key-kept = I have kept it
web-api-key-call = How to call
web-api-key-call-hint = Send a recording and get its id; the words are at /v1/recordings/ID/transcript.
web-api-key-docs = Everything that can be asked for
web-scope-all = Everything
web-scope-recordings-read = Read recordings
web-scope-recordings-write = Add, change and delete recordings
web-scope-webhooks-read = See webhooks
web-scope-webhooks-write = Change webhooks
web-scope-keys-write = See, make and revoke API keys
web-scope-settings-write = Change settings
web-scope-tasks-write = Retry, cancel and order tasks
web-scope-members-read = See members
web-scope-members-write = Invite, rank and remove members
web-scope-tenant-write = Change the account
