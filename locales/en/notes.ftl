# Remarks on a whole transcript: every code of noteSchema in src/wire/event-message.ts.

note-low-quality-engine = Made by { $engine }, a rough offline engine: many words will be wrong. Do not rely on it.
note-engine-fallback = { $wanted } could not be used, so another engine stepped in: { $reason }.
note-diarization-unavailable = Who said what is not told: { $reason ->
    [failed] telling voices apart failed on this recording.
   *[missing] the models for it are not installed (efir models pull diarization).
}
note-speaker-count-missed = { $wanted ->
    [one] One speaker was asked for, but
   *[other] { $wanted } speakers were asked for, but
} { $found ->
    [one] one was found.
   *[other] { $found } were found.
}
note-hot-words-unsupported = { $engine } cannot listen for given words, so they changed nothing.
note-unintelligible-parts = { $count ->
    [one] One part
   *[other] { $count } parts
} of the speech could not be understood: { SPAN($seconds) } in all.
note-several-languages = Several languages are spoken: { LANGUAGES($languages) }.
note-speech-detector-fallback = Speech was told from other sound by loudness only, so music may have been taken for speech: { $reason }.
note-speech-detector-changed = The transcription was interrupted and went on where another detector finds the speech ({ $now } instead of { $first }). No word is lost or doubled, but sentences may be divided differently there.
note-single-channel = The recording has a single channel, so its channels could not tell who speaks.
note-no-speech = No speech was found.
note-language-assumed = The language was not given and taken to be { LANGUAGE($language) }.
note-shorter-than-announced = The file announces { SPAN($announced) } but holds { SPAN($decoded) }.
note-end-missing = The recording breaks off: its end is missing. Copy or upload the original again if you need the rest.

## The same for people who were sent a link: without what the installation is made of.
shared-note-low-quality-engine = Made by a rough offline engine: many words will be wrong. Do not rely on it.
shared-note-engine-fallback = The engine that was wanted could not be used, so another one stepped in.
shared-note-diarization-unavailable = Who said what is not told.
shared-note-hot-words-unsupported = The words given to listen for could not be listened for, so they changed nothing.
shared-note-speech-detector-fallback = Speech was told from other sound by loudness only, so music may have been taken for speech.
shared-note-speech-detector-changed = The transcription was interrupted and went on in another way. No word is lost or doubled, but sentences may be divided differently from there on.
