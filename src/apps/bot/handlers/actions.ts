import { Composer } from 'grammy';
import { findAction } from '../../../domain/chats/index.ts';
import { actionsByName } from '../actions.ts';
import type { Toast } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { mayChange } from '../may-change.ts';

/** Characters that Telegram shows over a chat. */
const longestToast = 200;

/**
 * Buttons. What comes back is an id alone, from whoever could press: the action is looked up in this chat, for this
 * person, and its payload is checked again. The wheel on the button stops in any case, once all is written.
 */
export const actions = new Composer<BotContext>();

actions.on('callback_query', async (context) => {
  const toast = await press(context, context.callbackQuery.data ?? '');
  const { id } = context.callbackQuery;
  context.after(async () => {
    await context.messenger.call('answerCallbackQuery', {
      callback_query_id: id,
      ...(toast ? { text: toast.text.slice(0, longestToast), show_alert: toast.alert ?? false } : {}),
    });
  });
});

async function press(context: BotContext, id: string): Promise<Toast | undefined> {
  const { bot, chatRow, from, texts, tx } = context;
  const found = await findAction(tx, { bot, chatId: chatRow.id, userId: from?.id ?? 0, id });
  if (found.state === 'foreign') return { text: texts.text('bot-button-foreign') };
  const action =
    found.state === 'found' && Object.hasOwn(actionsByName, found.name) && actionsByName[found.name];
  if (found.state === 'found' && found.payload['administrators'] === true) {
    const right = await mayChange(context);
    if (right !== 'yes') return { text: texts.text(`bot-button-administrators-${right}`), alert: true };
  }
  const running = action ? action.run(context, found.payload) : undefined;
  return running ? await running : { text: texts.text('bot-button-old'), alert: true };
}
