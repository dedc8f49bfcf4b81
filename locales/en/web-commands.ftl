# The dashboard: finding and doing anything by Ctrl-K.

web-commands = Commands
web-commands-open = Find anything, do anything ({ $keys })
web-commands-field = What would you like to find or do?
web-commands-recent = Opened recently
web-commands-actions = Actions
web-commands-recordings = Recordings
web-commands-said = In transcripts
web-commands-search = Search all transcripts for “{ $words }”
web-commands-none = Nothing fits.
web-commands-failed = Recordings cannot be looked through at the moment.
web-go-to = Go to “{ $place }”
web-language-speak = Language: { $language }
web-colours-use = Colours: { $colours }
