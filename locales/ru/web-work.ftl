# The dashboard: tasks, workers, the queue.

web-work = Работа
web-work-tab-now = Сейчас
web-work-tab-failed = Ошибки
web-work-tab-ended = Завершено
web-work-tab-workers = Исполнители
web-work-running = В работе
web-work-waiting = Ждут
web-work-none = Ничего не ждёт
web-work-none-hint = Всё, что вы отправите, будет видно здесь, пока не будет готово.
web-work-failed-none = Ошибок нет
web-work-failed-none-hint = Здесь появится то, что не получилось распознать: с причиной и возможностью повторить.
web-work-ended-none = Пока ничего не завершено
web-work-ended-none-hint = Завершённое видно здесь ещё некоторое время.
web-work-dispatched = Передаётся исполнителю
web-work-waits-step = Ждёт другого шага
web-work-again-at = Повтор в { $time }
web-work-sent = Отправлено { $time }
web-work-finished = Окончено { $time }
web-work-priority = Очерёдность
web-work-priority-is = очерёдность { $priority }
web-work-priority-first = Раньше всех
web-work-priority-sooner = Пораньше
web-work-priority-usual = По очереди
web-work-priority-later = Когда будет время
web-work-to-recording = Открыть запись
web-work-cancel = Остановить
web-work-cancel-title = Остановить?
web-work-cancel-question = «{ $name }» дальше распознаваться не будет. Позже можно повторить: сделанное сохранится.
web-work-go-on = Продолжать
web-work-retry-all = Повторить всё
web-work-retry-all-title = Повторить всё?
web-work-retry-all-question = Всё, что не удалось, снова встанет в очередь. Где причина никуда не делась, например файл повреждён, не получится и снова.
web-work-retried = { $retried ->
    [one] Повторяем { $retried } запись
    [few] Повторяем { $retried } записи
   *[many] Повторяем { $retried } записей
}{ $refused ->
    [0] .
    [one] ; { $refused } повторить нельзя.
   *[other] ; { $refused } повторить нельзя.
}
web-work-details = Задача
web-work-task-gone = Такой задачи нет
web-work-task-gone-hint = Возможно, запись удалили или всё давно завершено.
web-work-attempts = Попытки
web-work-attempts-none = Пока ни одной: работа не начата.
web-work-attempt = { $number }. { $state ->
    [dispatched] передаётся исполнителю
    [running] в работе
    [succeeded] готово
    [failed] не удалось
    [lost] исполнитель пропал
   *[stopped] остановлено
}
web-work-took = заняло { $span }
web-work-fact-sent = Отправлено
web-work-fact-finished = Окончено
web-work-fact-done = Распознано
web-work-fact-done-of = { $done } из { $all }
web-work-fact-engine = Движок
web-work-fact-request = Запрос
web-work-fact-task = Задача
web-work-workers = Исполнители
web-work-worker = Исполнитель { $name }
web-work-workers-none = За последний час ни один исполнитель не выходил на связь
web-work-workers-none-hint = Записи подождут, пока он появится. Его запускает тот, кто ведёт сервер.
web-work-load = { $slots ->
    [one] занято { $running } из { $slots } места
   *[other] занято { $running } из { $slots } мест
}
web-work-no-model = Модели пока нет
web-work-present = На месте
web-work-seen = На связи был { $time }
web-work-queue = Очередь
web-work-queue-hint = Всех, кто пользуется этим сервером.
web-work-queue-span = За какое время
web-work-queue-24 = Сутки
web-work-queue-168 = Неделя
web-work-queue-none = Данных пока нет. Первые числа появятся через минуту.
web-work-queue-waiting = Ждут
web-work-queue-running = В работе
web-work-queue-moment = Момент
web-work-queue-at = { $time }: ждут { $waiting }, в работе { $running }
web-work-queue-table = Очередь по часам, в самое загруженное время
web-work-queue-hour = Час
