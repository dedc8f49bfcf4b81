# Words inside of transcripts, beside what was said.

speaker-name = Speaker { $number }
# Stands in brackets where somebody speaks and nothing could be made of it.
unintelligible = unintelligible

transcript-untitled = Transcript
transcript-language = Language: { LANGUAGE($code) }
transcript-duration = Length: { $clock }
transcript-date = Date: { $date }
transcript-speakers = Speakers: { $names }
