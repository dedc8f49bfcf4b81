import { joinTelegram } from '../../../domain/chats/index.ts';
import type { BotContext } from '../bot-context.ts';
import { readPerson } from '../person.ts';

/** `/link CODE`: says that whoever made the code in the dashboard is this person. In private: it would be read by all. */
export async function linkAccount(context: BotContext, words: string): Promise<void> {
  const { bot, chatRow, texts, tx } = context;
  const say = async (text: string) => void (await context.say({ kind: 'text', text }));
  const person = readPerson(context);
  if (chatRow.kind !== 'private' || !person)
    return say(texts.text('bot-link-private', { bot: bot.username }));
  if (words === '') return say(texts.text('bot-link-how'));
  const name = await joinTelegram(tx, { bot, code: words.slice(0, 100), telegramUserId: person.id });
  return say(name === undefined ? texts.text('bot-link-wrong') : texts.text('bot-link-done', { name }));
}
