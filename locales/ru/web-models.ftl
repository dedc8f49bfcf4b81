# The dashboard: engines and models.

web-models = Движки и модели
web-engines = Движки
web-engines-hint = Программы, которые превращают речь в слова.
web-engines-none = За последний час ни один исполнитель не выходил на связь. Записи подождут, пока он появится.
web-engine-load = Занято мест: { $running } из { $slots }
web-engine-seen = Последний раз:
web-engine-present = Работает
web-engine-gone = Нет на месте
web-models-here = Установленные модели
web-models-here-hint = Модель для каждого языка выбирается сама. Тот, кто ведёт сервер, может назначить другую.
web-models-none = Пока никаких. Движку модель не нужна, или он загрузит свою с первой записью.
web-models-more = Другие модели
web-models-more-hint = Загружаются на этот сервер один раз, пользуются ими все.
web-models-all = Всё, что можно загрузить, уже здесь.
web-model-standard = Основная
web-model-kind-speech-detector = Находит речь
web-model-kind-speaker-segmentation = Говорящие
web-model-kind-speaker-embedding = Говорящие
web-languages-count = { $count ->
    [one] { $count } язык
    [few] { $count } языка
   *[many] { $count } языков
}
web-bytes = { BYTES($bytes) }
web-model-about = { $name ->
    [parakeet-tdt-0-6b-v3-int8] 25 европейских языков, узнаёт их сама; ставит знаки и заглавные буквы
    [gigaam-v3-rnnt] русский, со знаками препинания
    [gigaam-v3-ctc] русский, со знаками препинания, чуть быстрее
    [gigaam-v2-rnnt] русский, без знаков препинания
    [gigaam-v2-ctc] русский, без знаков препинания, чуть быстрее
    [whisper-large-v3-turbo] около 100 языков, медленная без видеокарты
    [whisper-small] около 100 языков, разумный компромисс
    [whisper-medium] около 100 языков, точнее small и втрое медленнее
    [whisper-base] около 100 языков, быстрая и приблизительная
    [whisper-tiny] около 100 языков, очень быстрая и очень приблизительная
    [whisper-large-v3] около 100 языков, самая точная и самая медленная
    [moonshine-base-en] английский, маленькая и быстрая
    [silero-vad] отличает речь от любого другого звука (Silero VAD 6)
    [pyannote-segmentation-3-0] находит, где заканчивает один говорящий и начинает другой
    [wespeaker-resnet34-lm] узнаёт, как звучит голос
   *[other] { $about }
}
web-model-bring = Загрузить
web-model-bring-one = Загрузить { $name }
web-model-again-one = Повторить загрузку { $name }
web-model-stop = Остановить
web-model-stop-one = Остановить загрузку { $name }
web-model-stopped = Остановлено. Загруженное сохранено до следующего раза.
web-model-progress = { $name }: загружено
web-model-stage-waiting = Ждёт
web-model-stage-downloading = Загружается
web-model-stage-testing = Проверяется
