# What the Telegram bot says. Sections stand in the order of the handlers.

## Buttons

bot-button-foreign = This button is somebody else’s.
bot-button-old = This button is too old by now. /history shows your recordings again.

## What failed

bot-failed = Something went wrong with this, and it is our fault. Please send it once more in a little while.

## Messages that were taken back

bot-taken-back = This message was taken back.
