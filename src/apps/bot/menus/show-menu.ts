import { findSaid, keepAction, unsayMenus } from '../../../domain/chats/index.ts';
import type { Button, TextContent, TextEntity } from '../../../wire/chat.ts';
import type { BotContext } from '../bot-context.ts';
import { readPerson } from '../person.ts';

/**
 * Shows a menu: in place of the message whose button was pressed when that is the same menu, else as a new message, and
 * one of the same person that stands further up goes.
 */
export async function showMenu(
  context: BotContext,
  name: string,
  content: Omit<TextContent, 'kind'>,
): Promise<void> {
  const { bot, chatRow, tx, update } = context;
  const pressed = await findPressed(context);
  const menu: TextContent = { kind: 'text', quiet: true, ...content };
  if (pressed?.startsWith(`menu:${name}:`)) {
    await context.say(menu, { key: pressed });
    return;
  }
  const prefix = `menu:${name}:${readPerson(context)?.id ?? 0}:`;
  await unsayMenus(tx, { bot, chatId: chatRow.id, prefix });
  await context.say(menu, { key: `${prefix}${update.update_id}` });
}

/** The key of our message whose button was pressed. */
export async function findPressed({
  bot,
  callbackQuery,
  chatRow,
  tx,
}: BotContext): Promise<string | undefined> {
  const messageId = callbackQuery?.message?.message_id;
  if (messageId === undefined) return undefined;
  return (await findSaid(tx, { bot, chatId: chatRow.id, messageId }))?.key;
}

/** A button that does `name`; `userId`: only this person may press it; `ownerId`: whose words are in its payload. */
export async function makeAction(
  { bot, chatRow, tx }: Pick<BotContext, 'bot' | 'chatRow' | 'tx'>,
  text: string,
  action: {
    readonly name: string;
    readonly payload?: object;
    readonly userId?: number | undefined;
    readonly ownerId?: number | undefined;
  },
): Promise<Button> {
  const { name, ownerId, payload = {}, userId } = action;
  const kept = { bot, chatId: chatRow.id, userId, name, payload: { ...payload }, ownerId };
  return { text: cutLabel(text), action: await keepAction(tx, kept) };
}

/** Phones show about thirty characters of a button that has its row for itself. */
const longestLabel = 60;

function cutLabel(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()];
  return characters.length <= longestLabel
    ? characters.join('')
    : `${characters.slice(0, longestLabel - 1).join('')}…`;
}

/** A bold line above what follows. */
export function writeTitled(title: string, body: string): { text: string; entities: TextEntity[] } {
  const text = body === '' ? title : `${title}\n\n${body}`;
  return { text, entities: [{ type: 'bold', offset: 0, length: title.length }] };
}
