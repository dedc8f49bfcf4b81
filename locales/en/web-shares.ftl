# The dashboard: transcripts shared by links, and what their readers see.

web-share-action = Share
web-share-title = Share by link
web-share-lead = Whoever has the link reads the transcript, without an account and without changing anything.
web-share-lifetime = The link works for
web-share-for-day = a day
web-share-for-week = a week
web-share-for-month = a month
web-share-for-year = a year
web-share-for-never = until it is revoked
web-share-password = Password
web-share-password-none = None
web-share-audio = Let them listen, too
web-share-create = Make a link
web-share-made = The link is ready
web-share-link = Link
web-share-copy = Copy
web-share-copied = Copied
web-share-once = Keep it now: it is shown this once.
web-share-copy-failed = The browser does not let us copy. The link is marked: copy it by Ctrl-C, or hold it with a finger.
web-share-links = Links to this transcript
web-share-none = There are none yet.
web-share-made-at = Made { $time }
web-share-made-by = Made { $time } by { $name }
web-share-made-by-program = Made { $time } by a program
web-share-until = works until { $time }
web-share-until-revoked = works until it is revoked
web-share-over = expired { $time }
web-share-with-audio = with sound
web-share-with-password = with a password
web-share-opened = { $count ->
    [0] not opened yet
    [one] opened once
   *[other] opened { $count } times
}
web-share-opened-last = last { $time }
web-share-revoke = Revoke
web-share-revoke-one = Revoke the link: { $made }
web-share-revoke-question = Whoever has this link will find nothing behind it. A revoked link cannot be brought back.
web-shared-loading = The transcript is on its way
web-shared-locked = This transcript has a password
web-shared-locked-lead = Ask whoever sent you the link.
web-shared-open = Open
web-shared-download = Download
web-shared-by = Shared with Efir
