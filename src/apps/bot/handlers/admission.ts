import { Composer } from 'grammy';
import type { BotContext } from '../bot-context.ts';
import { mayUse } from '../may-use.ts';

/** Lets those in who may use the bot. Others are told their id in a private chat, and nothing in a group. */
export const admission = new Composer<BotContext>();

admission.use(async (context, next) => {
  if (mayUse(context)) return next();
  const { callbackQuery, chatRow, from, messenger, texts } = context;
  const text = texts.text('bot-not-allowed', { id: String(from?.id ?? chatRow.id) });
  if (callbackQuery) {
    const answer = { callback_query_id: callbackQuery.id, text, show_alert: true };
    context.after(async () => {
      await messenger.call('answerCallbackQuery', answer);
    });
  } else if (chatRow.kind === 'private' && context.message) {
    await context.say({ kind: 'text', text });
  }
});
