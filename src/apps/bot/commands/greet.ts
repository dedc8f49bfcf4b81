import type { BotContext } from '../bot-context.ts';
import { makeAction, writeTitled } from '../menus/show-menu.ts';

/** `/start`: what the bot does. What a link that led here carries says nothing to us. */
export async function greet(context: BotContext): Promise<void> {
  const { bot, chatRow, texts } = context;
  if (chatRow.kind !== 'private') {
    await context.say({ kind: 'text', text: texts.text('bot-start-group', { bot: bot.username }) });
    return;
  }
  const help = await makeAction(context, texts.text('bot-start-help'), { name: 'help' });
  const settings = await makeAction(context, texts.text('bot-settings'), { name: 'settings' });
  await context.say({ kind: 'text', text: texts.text('bot-start'), buttons: [[help, settings]] });
}

/** `/help`: all that it can do, for this kind of chat. */
export async function help(context: BotContext): Promise<void> {
  const { bot, chatRow, texts } = context;
  const id = chatRow.kind === 'private' ? 'bot-help' : 'bot-help-group';
  await context.say({
    kind: 'text',
    ...writeTitled(texts.text('bot-help-title'), texts.text(id, { bot: bot.username })),
  });
}
