import type { TenantTx } from '../../db/database.ts';
import { type ChatRecording, getChat } from '../../domain/chats/index.ts';
import { type BotWork, hintBot } from './bot-work.ts';
import type { Telling } from './telling.ts';

/** Runs `work` in a transaction, with what it takes to say something in the recording's chat; then it is sent. */
export async function withTelling<Result>(
  botWork: BotWork,
  recording: ChatRecording,
  work: (telling: Telling) => Promise<Result>,
): Promise<Result> {
  const { bot, database } = botWork;
  const result = await database.withTenant(bot.tenantId, async (tx) =>
    work(await openTelling(botWork, tx, recording)),
  );
  hintBot(botWork, 'messages');
  return result;
}

/** The same within a transaction that is open already. */
export async function openTelling(
  { bot, texts }: Pick<BotWork, 'bot' | 'texts'>,
  tx: TenantTx,
  { chatId }: ChatRecording,
): Promise<Telling> {
  const chatRow = await getChat(tx, bot, chatId);
  // Recordings go with their chat.
  if (!chatRow) throw new Error('a recording of a chat that is not there');
  return { tx, bot, chatRow, texts: texts(chatRow.language) };
}
