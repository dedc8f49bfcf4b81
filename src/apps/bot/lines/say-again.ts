import { findDoubtful } from '../../../compute/speech/find-doubtful.ts';
import { keyOfDoubtful, unsayMenus } from '../../../domain/chats/index.ts';
import { readTranscript } from '../../../domain/media/index.ts';
import type { BotContext } from '../bot-context.ts';
import { tellAnswer } from '../tell-answer.ts';
import type { Finished } from './find-finished.ts';

/**
 * Says the answer to a recording again, in the messages where it stands, since its words or names changed.
 * A list of doubtful lines goes when there are none left.
 */
export async function sayAgain(context: BotContext, recording: Finished['recording']): Promise<void> {
  const { bot, chatRow, texts, tx } = context;
  const { transcript } = await readTranscript(tx, recording.recordingId, texts);
  await tellAnswer(context, recording, { transcript });
  if (findDoubtful(transcript.segments).length > 0) return;
  await unsayMenus(tx, { bot, chatId: chatRow.id, prefix: `${keyOfDoubtful(recording.id)}:` });
}
