# The dashboard: tasks, workers, the queue.

web-work = Work
web-work-tab-now = Now
web-work-tab-failed = Failed
web-work-tab-ended = Finished
web-work-tab-workers = Workers
web-work-running = In work
web-work-waiting = Waiting
web-work-none = Nothing is waiting
web-work-none-hint = What you send in shows up here until it is done.
web-work-failed-none = Nothing has failed
web-work-failed-none-hint = What cannot be recognised ends up here, with the reason and a way to try again.
web-work-ended-none = Nothing is finished yet
web-work-ended-none-hint = Finished work stays listed here for a while.
web-work-dispatched = On its way to a worker
web-work-waits-step = Waits for another step
web-work-again-at = Tried again at { $time }
web-work-sent = Sent { $time }
web-work-finished = Ended { $time }
web-work-priority = Priority
web-work-priority-is = priority { $priority }
web-work-priority-first = Before all others
web-work-priority-sooner = Sooner
web-work-priority-usual = In turn
web-work-priority-later = When there is time
web-work-to-recording = Open the recording
web-work-cancel = Stop
web-work-cancel-title = Stop this?
web-work-cancel-question = “{ $name }” will not be recognised any further. You can try again later: what is done so far is kept.
web-work-go-on = Go on
web-work-retry-all = Try all again
web-work-retry-all-title = Try everything again?
web-work-retry-all-question = All that has failed goes back into the queue. What failed for a lasting reason, such as a damaged file, fails again.
web-work-retried = { $retried ->
    [one] { $retried } recording is tried again
   *[other] { $retried } recordings are tried again
}{ $refused ->
    [0] .
    [one] ; { $refused } cannot be.
   *[other] ; { $refused } cannot be.
}
web-work-details = Task
web-work-task-gone = There is no such task
web-work-task-gone-hint = Its recording may have been deleted, or it ended long ago.
web-work-attempts = Attempts
web-work-attempts-none = None so far: it has not begun.
web-work-attempt = { $number }. { $state ->
    [dispatched] on its way to a worker
    [running] in work
    [succeeded] done
    [failed] failed
    [lost] the worker was lost
   *[stopped] stopped
}
web-work-took = took { $span }
web-work-fact-sent = Sent in
web-work-fact-finished = Ended
web-work-fact-done = Recognised
web-work-fact-done-of = { $done } of { $all }
web-work-fact-engine = Engine
web-work-fact-request = Request
web-work-fact-task = Task
web-work-workers = Workers
web-work-worker = Worker { $name }
web-work-workers-none = No worker was heard within the last hour
web-work-workers-none-hint = Recordings wait until one is there. Whoever runs the server starts it.
web-work-load = { $running } of { $slots } { $slots ->
    [one] place
   *[other] places
} taken
web-work-no-model = No model yet
web-work-present = Here now
web-work-seen = Last heard { $time }
web-work-queue = The queue
web-work-queue-hint = Of everybody on this server.
web-work-queue-span = How far back
web-work-queue-24 = Day
web-work-queue-168 = Week
web-work-queue-none = Nothing is counted yet. The first figures are here in a minute.
web-work-queue-waiting = Waiting
web-work-queue-running = In work
web-work-queue-moment = Moment
web-work-queue-at = { $time }: { $waiting } waiting, { $running } in work
web-work-queue-table = The queue by the hour, at its longest
web-work-queue-hour = Hour
