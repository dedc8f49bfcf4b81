import { Composer } from 'grammy';
import { z } from 'zod';
import { answerDialogue, type Dialogue, findDialogue, findSaid } from '../../../domain/chats/index.ts';
import type { BotContext } from '../bot-context.ts';
import { namingSchema, takeName } from '../lines/name-speakers.ts';
import { dropQuestion, takeQuestionAway } from '../menus/ask-question.ts';
import { showHistory } from '../menus/history-menu.ts';
import { readPerson } from '../person.ts';
import { readCommand } from '../read-command.ts';

/** Answers to questions that the bot asked. In groups an answer is a reply to the question. */
export const dialogues = new Composer<BotContext>();

dialogues.on('message:text', async (context, next) => {
  const person = readPerson(context);
  if (!person) return next();
  const { bot, chatRow, message, tx } = context;
  const place = { bot, chatId: chatRow.id, userId: person.id };
  const dialogue = await findDialogue(tx, place);
  if (!dialogue) return next();
  const command = readCommand(context);
  if (command) {
    // Whoever wants something else does not want to answer any more; `/cancel` says so itself.
    if (!command.isForeign && command.name !== 'cancel') await dropQuestion(context, person.id);
    return next();
  }
  if (!(await isAnswer(context, dialogue))) return next();
  const step = steps[dialogue.step];
  // Another update was faster, or the step is of another version of the program.
  if (!step || !(await answerDialogue(tx, place, { version: dialogue.version }))) return next();
  await takeQuestionAway(context, dialogue);
  await step(context, dialogue.payload, message.text);
});

/** What is said in reply to something else is no answer, and in a group neither is what is said to nobody. */
async function isAnswer({ bot, chatRow, message, tx }: BotContext, { payload }: Dialogue): Promise<boolean> {
  const messageId = message?.reply_to_message?.message_id;
  if (messageId === undefined) return chatRow.kind === 'private';
  const said = await findSaid(tx, { bot, chatId: chatRow.id, messageId });
  return said !== undefined && said.key === payload['question'];
}

type Step = (context: BotContext, payload: Record<string, unknown>, text: string) => Promise<void>;

/** By what is asked. */
const steps: Readonly<Record<string, Step>> = {
  'name-speaker': async (context, payload, text) => {
    const naming = namingSchema.safeParse(payload);
    if (naming.success) await takeName(context, naming.data, text);
  },
  'history-search': async (context, payload, text) => {
    if (z.looseObject({}).safeParse(payload).success) await showHistory(context, { search: text, trail: [] });
  },
};
