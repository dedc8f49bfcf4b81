import { readTranscript } from '../../../domain/media/index.ts';
import type { BotContext } from '../bot-context.ts';
import { tellAnswer } from '../tell-answer.ts';
import type { Finished } from './find-finished.ts';

/** Says the answer to a recording again, in the messages where it stands, since its words or names changed. */
export async function sayAgain(context: BotContext, recording: Finished['recording']): Promise<void> {
  const { transcript } = await readTranscript(context.tx, recording.recordingId, context.texts);
  await tellAnswer(context, recording, { transcript });
}
