# The dashboard as an app of its own.

web-new-version = A new version is ready.
web-reload = Reload
web-shared-title = Shared with Efir
web-shared-bytes = { BYTES($bytes) }
web-shared-send = Send
web-shared-discard = Discard
web-shared-none = Nothing was shared
web-shared-none-hint = Share audio or video from another app, and it appears here.
web-shared-lost = What you shared did not get here. Open Efir once, then share it again.
web-shared-may-not = You may look at recordings here, but not send any.
web-offline-title = There is no network
web-offline-hint = The page comes by itself as soon as you are back.
