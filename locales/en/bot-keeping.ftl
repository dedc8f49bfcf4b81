## What the bot gives up, and what it keeps

bot-failed-hopeless = I tried ten times, and this recording never came through. Press “Again”, or send it as another file.
bot-button-administrators-no = Only administrators can do this: the recording was sent in the name of a channel or of the group.
bot-button-administrators-unknown = Telegram does not say just now who is an administrator here. Please press again in a moment.
bot-privacy-how-long =
    How long, besides: the words of a search and lists of recordings two days, buttons and messages with buttons half a year; where a recording came from (its file, name or link) as long as its text, and a month where nothing came of it; that you sent something, and how long it was, a month.
    “Delete my data” also removes what others had written down of your messages. What you corrected in recordings of others stays with them.
