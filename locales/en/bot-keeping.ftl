## What the bot gives up, and what it keeps

bot-failed-hopeless = I tried ten times, and this recording never came through. Press “Again”, or send it as another file.
bot-button-administrators-no = Only administrators can do this: the recording was sent in the name of a channel or of the group.
bot-button-administrators-unknown = Telegram does not say just now who is an administrator here. Please press again in a moment.
