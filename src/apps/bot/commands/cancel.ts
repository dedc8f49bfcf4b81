import { listOpenRecordings } from '../../../domain/chats/index.ts';
import type { BotContext } from '../bot-context.ts';
import { dropQuestion } from '../menus/ask-question.ts';
import { readPerson } from '../person.ts';
import { stopRecording } from '../stop-recording.ts';

/** `/cancel`: stops all that this person has under way here, and a question that waits for an answer. */
export async function cancelAll(context: BotContext): Promise<void> {
  const { bot, chatRow, texts, tx } = context;
  const userId = readPerson(context)?.id;
  if (userId === undefined) return;
  const place = { bot, chatId: chatRow.id, userId };
  const asked = await dropQuestion(context, userId);
  const open = await listOpenRecordings(tx, place);
  let stopped = 0;
  for (const recording of open) if (await stopRecording(context, recording)) stopped += 1;
  const id = stopped > 0 ? 'bot-cancelled' : asked ? 'bot-cancelled-question' : 'bot-cancelled-nothing';
  await context.say({ kind: 'text', text: texts.text(id, { count: stopped }), quiet: true });
}
