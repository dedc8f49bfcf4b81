# The dashboard.

web-skip = To the content
web-navigation = Parts of the dashboard
web-loading = Loading
web-preferences = Language and colours
web-colours-auto = Same as the system
web-colours-light = Light
web-colours-dark = Dark
web-offline = There is no network. What is loaded stays readable; the rest comes when you are back.
web-failed = Something went wrong.
web-failed-hint = Try again in a moment.
web-overtaken = Somebody else changed this meanwhile.
web-overtaken-hint = Look again, and try once more.
web-unreachable = The server does not answer.
web-unreachable-hint = Check your connection, and that Efir is running.
web-request-id = Request { $id }
web-try-again = Try again
web-unknown-page = There is nothing here
web-unknown-page-hint = The address may be mistyped, or what was here is gone.
web-to-recordings = To the recordings
web-close = Close
web-cancel = Cancel
web-save = Save
