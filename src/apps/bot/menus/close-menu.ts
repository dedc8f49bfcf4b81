import { z } from 'zod';
import { endDialogue, unsay } from '../../../domain/chats/index.ts';
import { defineAction } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { readPerson } from '../person.ts';
import { findPressed } from './show-menu.ts';

/** How the keys of messages begin that anybody may close: a changed client names any message beside the button. */
const closable = ['menu:', 'doubtful:', 'question:'];

/** Takes the message away that the button belongs to. */
async function close(context: BotContext): Promise<undefined> {
  const key = await findPressed(context);
  const { bot, chatRow, tx } = context;
  if (key !== undefined && closable.some((prefix) => key.startsWith(prefix)))
    await unsay(tx, { bot, chatId: chatRow.id, key });
  return undefined;
}

export const closeActions = {
  'menu-close': defineAction({ payload: z.object({}), run: close }),
  /** A question goes, and nobody waits for its answer any more. */
  'question-cancel': defineAction({
    payload: z.object({}),
    async run(context) {
      const { bot, chatRow, tx } = context;
      const userId = readPerson(context)?.id;
      if (userId !== undefined) await endDialogue(tx, { bot, chatId: chatRow.id, userId });
      return close(context);
    },
  }),
};
