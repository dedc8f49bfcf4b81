## What the bot gives up, and what it keeps

bot-failed-hopeless = I tried ten times, and this recording never came through. Press “Again”, or send it as another file.
