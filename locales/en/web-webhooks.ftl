# The dashboard: webhooks and what was sent to them.

web-webhooks = Webhooks
web-webhooks-own = Addresses that are told
web-webhooks-hint = Efir calls these addresses when recordings end and transcripts change.
web-webhooks-none = No webhooks yet
web-webhooks-none-hint = Give an address of yours, and a program there hears of every recording by itself.
web-webhooks-back = All webhooks
web-webhook = Webhook
web-webhook-add = Add a webhook
web-webhook-make = Add
web-webhook-change = Change the webhook
web-change = Change
web-webhook-url = Address
web-webhook-url-hint = Begins with https://, or http://
web-webhook-events = It is told when
web-news-all = Everything
web-news-recording-succeeded = A recording is done
web-news-recording-failed = A recording failed
web-news-recording-cancelled = A recording was stopped
web-news-transcript-revised = A transcript was changed
web-news-webhook-test = Test
web-webhook-secret = Secret
web-webhook-secret-hint = It signs what is sent: by it your program knows that it comes from here.
web-webhook-paused = Paused
web-webhook-paused-hint = Nothing is sent while it is paused. What it misses is sent when you resume it.
web-webhook-pause = Pause
web-webhook-resume = Resume
web-webhook-test = Send a test
web-webhook-test-sent = The test is on its way.
web-webhook-failures = { $count ->
    [one] The last delivery failed. After 10 in a row the webhook is paused.
   *[other] The last { $count } deliveries failed. After 10 in a row the webhook is paused.
}
web-webhook-delete-title = Delete this webhook?
web-webhook-delete-question = { $url } hears of nothing any more, and the list of what was sent to it goes as well.
web-secret-once = Copy this now: it is not shown again
web-secret-rotate = New secret…
web-secret-rotate-question = The new secret counts at once. The former one signs beside it for 24 hours, so that you can change over without losing anything.
web-secret-replace = Make a new secret
web-done = Done
web-callbacks = Callbacks of single recordings
web-callbacks-hint = A program that sends a recording can give an address that hears of this one. One secret signs all of these.
web-callbacks-secret-hint = It signs every callback of this account.
web-deliveries = What was sent
web-deliveries-hint = The newest first, for 30 days. It follows by itself.
web-deliveries-outcome = Show
web-deliveries-all = All
web-deliveries-waiting = Waiting
web-deliveries-delivered = Delivered
web-deliveries-failed = Failed
web-deliveries-none = Nothing was sent yet. A test shows whether the address works.
web-deliveries-none-such = There is none of these.
web-delivery-waiting = Waits
web-delivery-delivered = Delivered
web-delivery-failed = Failed
web-tries = { $count ->
    [0] not sent yet
    [one] sent once
   *[other] sent { $count } times
}
web-delivery-next = Tried again:
web-delivery-tries = Tries
web-try = Try { $number }
web-try-status = answer { $status }
web-milliseconds = { NUMBER($count) } ms
web-try-answer = The answer
web-delivery-body = What is sent
web-delivery-id = Number of the delivery:
web-delivery-recording = Open the recording
web-delivery-resend = Send again
web-delivery-send-now = Send now
web-delivery-resent = It is being sent again.
web-more = Show more
