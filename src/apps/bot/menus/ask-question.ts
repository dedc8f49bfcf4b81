import {
  askDialogue,
  type Dialogue,
  endDialogue,
  findDialogue,
  type Question,
  unsay,
} from '../../../domain/chats/index.ts';
import type { TextContent } from '../../../wire/chat.ts';
import type { BotContext } from '../bot-context.ts';
import { readPerson } from '../person.ts';
import { makeAction } from './show-menu.ts';

/**
 * Asks the person something, with a way out of it; in a private chat what they write next is the answer, in a group
 * what they write in reply. What they were asked before goes.
 */
export async function askQuestion(
  context: BotContext,
  { step, payload }: Question,
  content: Pick<TextContent, 'text' | 'replyTo'>,
): Promise<void> {
  const { bot, chatRow, texts, tx, update } = context;
  const userId = readPerson(context)?.id;
  if (userId === undefined) return;
  const place = { bot, chatId: chatRow.id, userId };
  const former = await findDialogue(tx, place);
  if (former) await takeQuestionAway(context, former);
  const question = `question:${update.update_id}`;
  await askDialogue(tx, place, { step, payload: { ...payload, question } });
  const words = texts.text('bot-question-cancel');
  const cancel = await makeAction(context, words, { name: 'question-cancel', userId });
  await context.say({ kind: 'text', ...content, buttons: [[cancel]] }, { key: question });
}

/** Ends what somebody is being asked, and takes the question away; says whether there was one. */
export async function dropQuestion(context: BotContext, userId: number): Promise<boolean> {
  const { bot, chatRow, tx } = context;
  const place = { bot, chatId: chatRow.id, userId };
  const dialogue = await findDialogue(tx, place);
  if (dialogue) await takeQuestionAway(context, dialogue);
  return endDialogue(tx, place);
}

/** A question that was answered, or that nobody wants to answer, does not stand there waiting. */
export async function takeQuestionAway(
  { bot, chatRow, tx }: BotContext,
  { payload: { question } }: Dialogue,
): Promise<void> {
  if (typeof question === 'string') await unsay(tx, { bot, chatId: chatRow.id, key: question });
}
