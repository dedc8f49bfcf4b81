import { z } from 'zod';
import { forgetPerson, openChat } from '../../../domain/chats/index.ts';
import { createTranscriptionRules, readRetention } from '../../../domain/media/index.ts';
import { createEndCounter } from '../../count-end.ts';
import { defineAction, type Toast } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { readPerson } from '../person.ts';
import { makeAction, showMenu, writeTitled } from './show-menu.ts';

/** `/privacy`: what is kept and for how long, and the way to have it deleted. */
export async function showPrivacy(context: BotContext): Promise<void> {
  const { chatRow, texts } = context;
  const about = [
    texts.text('bot-privacy-what'),
    await describeKeeping(context),
    texts.text('bot-privacy-how-long'),
    texts.text(chatRow.kind === 'private' ? 'bot-privacy-who' : 'bot-privacy-who-group'),
  ].join('\n\n');
  const userId = readPerson(context)?.id;
  const forget = await makeAction(context, texts.text('bot-privacy-delete'), { name: 'forget-ask', userId });
  const close = await makeAction(context, texts.text('bot-menu-close'), { name: 'menu-close' });
  const buttons = [[forget], [close]];
  await showMenu(context, 'privacy', { ...writeTitled(texts.text('bot-privacy'), about), buttons });
}

async function describeKeeping({ chatRow, config, texts, tx }: BotContext): Promise<string> {
  const { audioDays, transcriptDays } = await readRetention(tx, config.retention);
  const own = chatRow.settings.keepDays ?? Number.POSITIVE_INFINITY;
  const audio = Math.min(own, audioDays ?? Number.POSITIVE_INFINITY);
  const transcript = Math.min(own, transcriptDays ?? Number.POSITIVE_INFINITY);
  if (audio === transcript) {
    return Number.isFinite(audio)
      ? texts.text('bot-privacy-days', { days: audio })
      : texts.text('bot-privacy-for-ever');
  }
  const say = (days: number) => (Number.isFinite(days) ? days : 0);
  return texts.text('bot-privacy-days-apart', { audio: say(audio), transcript: say(transcript) });
}

async function askForget(context: BotContext): Promise<undefined> {
  const { chatRow, texts } = context;
  const userId = readPerson(context)?.id;
  const yes = await makeAction(context, texts.text('bot-privacy-yes'), { name: 'forget', userId });
  const no = await makeAction(context, texts.text('bot-privacy-no'), { name: 'privacy', userId });
  const about = texts.text(chatRow.kind === 'private' ? 'bot-privacy-sure' : 'bot-privacy-sure-group');
  await showMenu(context, 'privacy', {
    ...writeTitled(texts.text('bot-privacy-delete'), about),
    buttons: [[yes], [no]],
  });
  return undefined;
}

/** Deletes first and says so last: of the chat nothing is left but that it was opened anew to say this. */
async function forget(context: BotContext): Promise<Toast | undefined> {
  const { bot, chatRow, config, from, texts, tx, update, work } = context;
  if (!from) return undefined;
  const countEnd = createEndCounter(work.metrics, work.database.hints);
  const rules = [createTranscriptionRules({ blobs: work.blobs, maxDuration: config.maxDuration })];
  const ports = { blobs: work.blobs, countEnd, rules };
  const { tell } = await forgetPerson(tx, ports, { bot, userId: from.id, updateId: update.update_id });
  context.after(async () => tell(work.database));
  const pressed = context.callbackQuery?.message?.message_id;
  // No row tells of the menu any more, so nothing else would ever take it away.
  if (pressed !== undefined) {
    context.after(async () => {
      await context.messenger.call('deleteMessage', { chat_id: chatRow.id, message_id: pressed });
    });
  }
  await openChat(tx, bot, { id: chatRow.id, kind: chatRow.kind });
  await context.say({ kind: 'text', text: texts.text('bot-privacy-done') });
  return { text: texts.text('bot-privacy-done-short') };
}

export const privacyActions = {
  privacy: defineAction({
    payload: z.object({}),
    async run(context) {
      await showPrivacy(context);
      return undefined;
    },
  }),
  'forget-ask': defineAction({ payload: z.object({}), run: askForget }),
  forget: defineAction({ payload: z.object({}), run: forget }),
};
