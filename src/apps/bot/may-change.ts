import type { BotContext } from './bot-context.ts';
import { readPerson } from './person.ts';

export type ChangeRight = 'yes' | 'no' | 'unknown';

/** Milliseconds for which Telegram's word counts that somebody is an administrator. */
const countsFor = 60_000;
/** Milliseconds for that word: the transaction waits. */
const answerLimit = 5_000;
/** People remembered at once. */
const mostKnown = 10_000;

interface KnownRight {
  readonly isAdministrator: boolean;
  readonly until: number;
}

const known = new Map<string, KnownRight>();

/**
 * Whether who an update is from may change how the bot works in this chat: in private chats everybody, in groups
 * administrators unless the group says otherwise. `unknown`: Telegram could not be asked.
 */
export async function mayChange(context: BotContext): Promise<ChangeRight> {
  const { chatRow } = context;
  if (chatRow.kind === 'private') return 'yes';
  const person = readPerson(context);
  if (!person || person.isForeignChat) return 'no';
  if (person.isGroup || chatRow.settings.changedBy === 'everybody') return 'yes';
  const isAdministrator = await findRight(context, person.id);
  if (isAdministrator === undefined) return 'unknown';
  return isAdministrator ? 'yes' : 'no';
}

async function findRight(context: BotContext, userId: number): Promise<boolean | undefined> {
  const { bot, chatRow, logger, messenger } = context;
  const key = `${bot.id} ${chatRow.id} ${userId}`;
  const remembered = known.get(key);
  if (remembered && remembered.until > Date.now()) return remembered.isAdministrator;
  try {
    const parameters = { chat_id: chatRow.id, user_id: userId };
    const { status } = await messenger.call('getChatMember', parameters, { timeLimit: answerLimit });
    const isAdministrator = status === 'creator' || status === 'administrator';
    remember(key, { isAdministrator, until: Date.now() + countsFor });
    return isAdministrator;
  } catch (error) {
    logger.warn({ error }, 'who is an administrator could not be asked');
    return undefined;
  }
}

function remember(key: string, right: KnownRight): void {
  known.delete(key);
  known.set(key, right);
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
}
