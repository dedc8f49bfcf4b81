# What the Telegram bot says. Sections stand in the order of the handlers.

## Buttons

bot-button-foreign = This button is somebody else’s.
bot-button-old = This button is too old by now. /history shows your recordings again.
bot-menu-back = ‹ Back
bot-menu-close = Close
bot-page-back = ‹ Back
bot-page-on = Further ›
bot-question-cancel = Never mind

## Who may use it

bot-not-allowed = Only people whom its owner named can use this bot. If you know them, tell them your Telegram id: { $id }.

## Commands, as Telegram lists them

bot-command-start = What this bot does
bot-command-help = How to use it
bot-command-text = Write down the message you reply to
bot-command-settings = Languages, speakers, format, keeping
bot-command-history = Your recordings, with search
bot-command-usage = How much sound you sent
bot-command-link = Join your account of the dashboard
bot-command-cancel = Stop what is under way
bot-command-privacy = What is kept, and how to delete it
bot-description =
    Send a voice message, a round video, any sound or film, and you get its words here.

    The text grows while it is being written down. Listen to places I am unsure of, correct them by a reply, take the text as a file or as subtitles.
bot-description-short = Voice messages, sound and film become text, right in the chat.

## /start and /help

bot-start =
    Hello! Send me a voice message, a round video or any file with speech, and I will write down what is said.
    The text appears here while I am still listening, and you can correct it by simply replying.
    Forwarded messages and links to files work as well.
bot-start-help = How it works
bot-start-group =
    Hello! Reply to a voice message with /text, and I will write down what is said.
    /help shows everything else I can do here.
bot-help-title = How it works
bot-help =
    Send or forward a voice message, a round video, sound, film or any other file with speech. A link to such a file will do, too.

    Below the text there are buttons: the text or subtitles as a file, and “More…” with other files, another language, deleting.
    • What I am unsure of is underlined. “Doubtful” plays those places: reply to one with the right words, and the text is corrected.
    • “By speakers” shows who says what, and then “Names…” lets you say who they are.
    • A caption may hold a wish: /speakers tells who says what, and “german” or another language says what is spoken.

    /settings: languages, speakers, format, how long recordings are kept
    /history: your recordings; /history and a word searches them
    /usage: how much sound you sent
    /cancel: stops what is under way
    /privacy: what is kept, and how to delete it

    In a group I work only when asked. Add me there, and send /help.
bot-help-group =
    I work only when asked. There are three ways to ask for the words of a message:
    • reply to it with /text, or with /speakers to learn who says what;
    • mention @{ $bot } in a reply or in a caption;
    • put the reaction ✍ on it.

    Reactions, and writing down every voice message, work only when I see the messages of this group. Telegram shows them to bots that are administrators here, or whose owner has turned privacy mode off at @BotFather. Replies and mentions always work.

    /settings: languages, speakers, format, and what I write down unasked. Administrators decide, unless they let everybody.
    /history: the recordings of this group; /usage, /cancel and /privacy are about what is yours.

## Asking in a group

bot-added =
    Hello everybody! I write down what voice messages say, when somebody asks me to:
    • reply to a voice message with /text,
    • mention @{ $bot } in a reply,
    • or put the reaction ✍ on it.

    If I should do it for every voice message, an administrator can say so in /settings. /help tells the rest.
bot-how-to-ask = Reply to a voice message, a video or a file with /text or @{ $bot }, and I will write it down.
bot-how-to-ask-private = Just send me the recording, or reply to one with /text.
bot-asked-again = I have this one already: here it is.

## /settings

bot-settings = ⚙️ Settings
bot-settings-about = They hold for what you send from now on.
bot-settings-about-group = They hold in this group, for what is sent from now on.
bot-settings-done = Saved.
bot-settings-administrators = Only administrators can change the settings of this group.
bot-settings-unsure = I could not ask Telegram who is an administrator here. Please try again in a minute.
bot-settings-language = My language
    .about = In which language should I speak here?
bot-settings-language-standard = As in Telegram
bot-settings-language-ru = Русский
bot-settings-language-en = English
bot-settings-spoken = Spoken
    .about =
        Which language is spoken in the recordings?
        Left to me, I tell it by the sound. Any other language can be named in the caption of a recording.
bot-settings-spoken-auto = Tell it by the sound
bot-settings-diarize = Speakers
    .about = Should the text show who says what? This takes a little longer.
bot-settings-diarize-false = Do not tell apart
bot-settings-diarize-true = Tell apart
bot-settings-answer = Text comes
    .about = How should the text come? Long texts come as a file in any case.
bot-settings-answer-text = As a message
bot-settings-answer-file = As a file
bot-settings-file-format = Kind of file
    .about = Which file should it be? TXT and DOCX are for reading, SRT and VTT are subtitles.
bot-settings-file-format-txt = TXT
bot-settings-file-format-docx = DOCX
bot-settings-file-format-srt = SRT
bot-settings-file-format-vtt = VTT
bot-settings-keep-days = Keep
    .about = How long should recordings and their texts be kept? After that they are deleted for good.
bot-settings-keep-days-standard = As usual here
bot-settings-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
bot-settings-unasked = Unasked
    .about = What should I write down without being asked? I have to see the messages for that: /help tells how.
bot-settings-unasked-none = Nothing
bot-settings-unasked-voice = Voice messages, round videos
bot-settings-unasked-all = All recordings
bot-settings-changed-by = Who decides
    .about = Who may change these settings?
bot-settings-changed-by-administrators = Administrators
bot-settings-changed-by-everybody = Everybody

## /history

bot-history = 🗂 Recordings
bot-history-about = Newest first. Press one to see its text again.
bot-history-empty = Nothing here yet. Send me a voice message, and it will be.
bot-history-empty-group = Nothing here yet. Reply to a voice message with /text, and it will be.
bot-history-found = With “{ $words }”, newest first:
bot-history-nothing = Nothing with “{ $words }”. A part of a word will do, too.
bot-history-newer = ‹ Newer
bot-history-older = Older ›
bot-history-search = 🔍 Search
bot-history-all = All recordings
bot-history-ask = What should I look for? Write a word or several.
bot-history-ask-group = What should I look for? Reply to this message with a word or several.
bot-history-accepted = on its way
bot-history-working = in work
bot-history-answered = no words
bot-history-failed = did not work out
bot-history-cancelled = stopped
bot-open-accepted = It is still on its way.
bot-open-failed = This one did not work out. The reason stands below the recording.
bot-open-cancelled = This one was stopped.
bot-open-deleted = This one was deleted.
bot-recording-expired = Its text is no longer kept.
bot-recording-open = Its text is not ready.

## /usage

bot-usage = 📊 Sound
bot-usage-day = You, within 24 hours: { $recordings ->
    [0] nothing
    [one] { $recordings } recording, { SPAN($seconds) }
   *[other] { $recordings } recordings, { SPAN($seconds) }
}
bot-usage-month = You, within 30 days: { $recordings ->
    [0] nothing
    [one] { $recordings } recording, { SPAN($seconds) }
   *[other] { $recordings } recordings, { SPAN($seconds) }
}
bot-usage-chat-day = This group, within 24 hours: { $recordings ->
    [0] nothing
    [one] { $recordings } recording, { SPAN($seconds) }
   *[other] { $recordings } recordings, { SPAN($seconds) }
}
bot-usage-chat-month = This group, within 30 days: { $recordings ->
    [0] nothing
    [one] { $recordings } recording, { SPAN($seconds) }
   *[other] { $recordings } recordings, { SPAN($seconds) }
}
bot-usage-left = { SPAN($left) } of { SPAN($limit) } are left for these 24 hours.
bot-usage-full-user = Your { SPAN($limit) } for 24 hours are used up. There is room again in { SPAN($seconds) }.
bot-usage-full-tenant = The { SPAN($limit) } that everybody has together for 24 hours are used up. There is room again in { SPAN($seconds) }.

## /cancel

bot-cancelled = { $count ->
    [one] Stopped.
   *[other] All { $count } recordings are stopped.
}
bot-cancelled-question = All right, never mind.
bot-cancelled-nothing = Nothing of yours is under way here.

## /privacy

bot-privacy = 🔒 Privacy
bot-privacy-what = I keep the recordings you send me, their texts with your corrections, and your settings. Nothing else is done with them. Of your other messages I keep no words once I have dealt with them; in groups I remember for seven days which messages carry a recording.
bot-privacy-for-ever = They are kept until you delete them. In /settings you can choose after how long they are deleted automatically.
bot-privacy-days = Recordings and texts are deleted by themselves after { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
bot-privacy-days-apart = { $audio ->
    [0] The sound is kept until you delete it.
    [one] The sound is deleted by itself after { $audio } day.
   *[other] The sound is deleted by itself after { $audio } days.
} { $transcript ->
    [0] The text is kept until you delete it.
    [one] The text is deleted by itself after { $transcript } day.
   *[other] The text is deleted by itself after { $transcript } days.
}
bot-privacy-who = What you send here is shown to nobody else who uses this bot.
bot-privacy-who-group = What is sent in this group is shown in this group only.
bot-privacy-delete = 🗑 Delete my data
bot-privacy-sure =
    All your recordings and their texts, in this chat and in groups, your settings and your history are deleted for good. What is under way is stopped.

    Messages that stand in Telegram already stay there; you can delete them yourself.
bot-privacy-sure-group =
    All your recordings and their texts, in groups and in our private chat, your settings there and your history are deleted for good. What is under way is stopped. What others sent stays.

    Messages that stand in Telegram already stay there; you can delete them yourself.
bot-privacy-yes = 🗑 Yes, delete all of it
bot-privacy-no = Keep it
bot-privacy-done = Done: nothing that was yours is kept here any more. You are welcome again at any time.
bot-privacy-done-short = All deleted.

## Doubtful lines, corrections, names

bot-doubtful = { $count ->
    [one] One doubtful line
   *[other] Doubtful lines: { $count }
}
bot-doubtful-about = Press a time to hear it. Reply to the sound with the right words, and the text is corrected.
bot-doubtful-none = No doubtful lines are left.
bot-doubtful-nothing = (could not be understood)
bot-line-caption = { $time } · { $words }
bot-audio-gone = The sound of this recording is no longer kept.
bot-corrected = ✓ Corrected.
bot-confirmed = ✓ Good, it stays as it is.
bot-correct-undo = ↩ Undo
bot-correct-same = That is what stands there already.
bot-correct-which = Which line is it? Press its time and reply to the sound, or begin your reply with the time: “0:35 the right words”.
bot-correct-unreadable = I cannot read that. Please write the right words as plain text.
bot-correct-full = This text was changed so often that it takes no more changes.
bot-undone = It is as it was before.
bot-undo-late = The text was changed again since then, so this cannot be undone any more.
bot-name-ask = Who is “{ $speaker }”? Write the name.
bot-name-ask-group = Who is “{ $speaker }”? Reply to this message with the name.
bot-name-unusable = That cannot be a name: please write up to 100 characters, without line breaks.
bot-named = ✓ Noted: { $name }.

## Everything else

bot-otherwise-words = I work with sound: send me a voice message or a file with speech. /help shows what else I can do.
bot-otherwise-other = There is no sound in this. Send me a voice message, a video or a file with speech, and I will write down what is said.
bot-otherwise-command = I do not know this command. /help shows those that I know.

## What failed

bot-failed = Something went wrong with this, and it is our fault. Please send it once more in a little while.

## Messages that were taken back

bot-taken-back = This message was taken back.

## /link

bot-link-how = Is there an account of yours on the page of this server? Take a code there, in your profile, and send it to me like this: /link ABCD-EFGH-JKLM
bot-link-done = ✅ Joined: you are { $name } there as well.
bot-link-wrong = This code is wrong, used or over. Codes work for 15 minutes; take a new one in your profile and send it once more.
bot-link-private = Others read along here. Write /link to me in private: @{ $bot }
