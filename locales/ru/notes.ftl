# Замечания ко всей расшифровке: каждый код из noteSchema в src/wire/event-message.ts.

note-low-quality-engine = Расшифровано грубым автономным движком { $engine }: многие слова будут неверны. Полагаться на это нельзя.
note-engine-fallback = Не удалось взять { $wanted }, поэтому работал другой движок: { $reason }.
note-diarization-unavailable = Кто что сказал, не указано: { $reason ->
    [failed] различить голоса в этой записи не удалось.
   *[missing] модели для этого не установлены (efir models pull diarization).
}
note-speaker-count-missed = Говорящих должно быть { $wanted }, а найдено { $found }.
note-hot-words-unsupported = { $engine } не умеет прислушиваться к заданным словам, поэтому они ничего не изменили.
note-unintelligible-parts = { $count ->
    [one] { $count } отрезок речи
    [few] { $count } отрезка речи
   *[many] { $count } отрезков речи
} разобрать не удалось: всего { SPAN($seconds) }.
note-several-languages = Говорят на нескольких языках: { LANGUAGES($languages) }.
note-speech-detector-fallback = Речь отличалась от других звуков только по громкости, поэтому музыка могла сойти за речь: { $reason }.
note-speech-detector-changed = Расшифровка прерывалась и продолжилась там, где речь находит другой детектор ({ $now } вместо { $first }). Слова не потеряны и не повторены, но предложения там могут делиться иначе.
note-single-channel = В записи один канал, поэтому по каналам нельзя было понять, кто говорит.
note-no-speech = Речи не найдено.
note-language-assumed = Язык не был указан; предположен { LANGUAGE($language) }.
note-shorter-than-announced = Файл заявляет { SPAN($announced) }, а в нём { SPAN($decoded) }.
note-end-missing = Запись обрывается: конца не хватает. Если он нужен, скопируйте или загрузите исходный файл ещё раз.

## То же для тех, кому прислали ссылку: без того, из чего состоит установка.
shared-note-low-quality-engine = Расшифровано грубым автономным движком: многие слова будут неверны. Полагаться на это нельзя.
shared-note-engine-fallback = Нужный движок взять не удалось, поэтому работал другой.
shared-note-diarization-unavailable = Кто что сказал, не указано.
shared-note-hot-words-unsupported = Прислушаться к заданным словам не удалось, поэтому они ничего не изменили.
shared-note-speech-detector-fallback = Речь отличалась от других звуков только по громкости, поэтому музыка могла сойти за речь.
shared-note-speech-detector-changed = Расшифровка прерывалась и продолжилась иначе. Слова не потеряны и не повторены, но предложения дальше могут делиться по-другому.
