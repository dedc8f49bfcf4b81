import { z } from 'zod';
import { nameSpeaker } from '../../../compute/speech/formats/name-speaker.ts';
import { EfirError } from '../../../core/errors.ts';
import { nameSpeakerWithin } from '../../../domain/media/index.ts';
import { defineAction, type Toast } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { findAuthor } from '../find-author.ts';
import { askQuestion } from '../menus/ask-question.ts';
import { noteRevised } from './correct-line.ts';
import { findFinished } from './find-finished.ts';
import { sayAgain } from './say-again.ts';

/** Who is to be named, and in which recording. */
export const namingSchema = z.object({ id: z.uuid(), speaker: z.string().max(100) });
export type Naming = z.infer<typeof namingSchema>;

/** Asks for the name of one of the speakers. */
async function askName(context: BotContext, { id, speaker }: Naming): Promise<Toast | undefined> {
  const { chatRow, texts } = context;
  const finished = await findFinished(context, id);
  if ('toast' in finished) return finished.toast;
  const { recording, transcript } = finished;
  if (!transcript.speakers?.some((one) => one.id === speaker))
    return { text: texts.text('bot-recording-gone') };
  const asked = chatRow.kind === 'private' ? 'bot-name-ask' : 'bot-name-ask-group';
  const text = texts.text(asked, { speaker: nameSpeaker(speaker, transcript, texts) });
  const content = { text, replyTo: recording.messageId };
  await askQuestion(context, { step: 'name-speaker', payload: { id, speaker } }, content);
  return undefined;
}

/** Gives a speaker the name that a person wrote. Asks once more where it is none. */
export async function takeName(context: BotContext, naming: Naming, name: string): Promise<void> {
  const { texts, tx } = context;
  const finished = await findFinished(context, naming.id);
  if ('toast' in finished) return tell(context, finished.toast.text);
  const { recording } = finished;
  const { recordingId } = recording;
  try {
    const { changed } = await nameSpeakerWithin(tx, {
      by: await findAuthor(context),
      recordingId,
      speaker: naming.speaker,
      name: name.trim(),
    });
    if (changed) {
      noteRevised(context, recordingId);
      await sayAgain(context, recording);
    }
    await tell(context, texts.text('bot-named', { name: name.trim() }));
  } catch (thrown) {
    if (!(thrown instanceof EfirError)) throw thrown;
    if (thrown.code === 'request-invalid') {
      const text = texts.text('bot-name-unusable');
      return askQuestion(context, { step: 'name-speaker', payload: naming }, { text });
    }
    if (thrown.code === 'versions-full') return tell(context, texts.text('bot-correct-full'));
    if (!thrown.code.endsWith('-not-found')) throw thrown;
    return tell(context, texts.text('bot-recording-gone'));
  }
}

async function tell(context: BotContext, text: string): Promise<void> {
  await context.say({ kind: 'text', text, quiet: true });
}

export const namingActions = {
  'name-speaker': defineAction({ payload: namingSchema, run: askName }),
};
