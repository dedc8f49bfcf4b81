# The dashboard: voices that are known again.

web-voices = Голоса
web-voices-known = Кого узнают по голосу
web-voices-hint = В новых записях, где говорящие различаются, имена этих людей появятся сами.
web-voices-none = Пока ни одного голоса
web-voices-none-hint = Выберите запись, где человек говорит, и скажите, кто это.
web-voices-consent-title = Голос — это личное
web-voices-consent-note = Звучание голоса хранится в виде чисел, только на этом сервере и только у тех, кто на это согласился. Удалённый голос исчезает сразу.
web-voice-add = Добавить голос
web-voice-keep = Запомнить голос
web-voice-recording = Запись
web-voice-recording-find = Найти по названию
web-voice-recording-none = Готовой записи с таким названием нет.
web-voice-recording-gone = Удалённая запись
web-voice-speaker = Чей это голос?
web-voice-speakers-none = В этой записи говорящих не различали. Возьмите другую или отправьте её ещё раз с различением говорящих.
web-voice-hear = Прослушать: { $name }
web-voice-stop = Остановить
web-voice-name = Имя
web-voice-agreed = Этот человек согласен, чтобы его голос хранили и узнавали
web-voice-rename = Переименовать
web-voice-rename-hint = Для новых записей. Там, где имя уже стоит, оно не изменится.
web-voice-sample-add = Добавить ещё запись
web-voice-sample-of = Ещё одна запись: { $name }
web-voice-samples = Записи, по которым узнают: { $name }
web-voice-since = с
web-voice-recognised = { $count ->
    [0] пока больше не встречался
    [one] узнан в { $count } записи
   *[other] узнан в { $count } записях
}
web-voice-forget = Удалить голос
web-voice-forget-title = Удалить этот голос?
web-voice-forget-question = Звучание голоса ({ $name }) исчезнет сразу. Имена, которые уже стоят, останутся.
