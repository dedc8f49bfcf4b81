import { type ChatRecording, endChatRecording, reopenChatRecording } from '../../domain/chats/index.ts';
import { cancelRecordingWithin, createTranscriptionRules, readSoFar } from '../../domain/media/index.ts';
import { createEndCounter } from '../count-end.ts';
import type { BotContext } from './bot-context.ts';
import { tellStopped } from './tell-recording.ts';
import { shownUnits } from './write-progress.ts';

/**
 * Stops what somebody sent, whatever is being done with it, and says so where its placeholder stands. False, and nothing
 * was done, when it has ended already.
 */
export async function stopRecording(context: BotContext, recording: ChatRecording): Promise<boolean> {
  const { after, config, tx, work } = context;
  const { recordingId } = recording;
  if (!(await endChatRecording(tx, recording, { state: 'cancelled' }))) return false;
  let heard = '';
  if (recordingId !== undefined) {
    const rules = [createTranscriptionRules({ blobs: work.blobs, maxDuration: config.maxDuration })];
    const countEnd = createEndCounter(work.metrics, work.database.hints);
    const tell = await cancelRecordingWithin(tx, { rules, countEnd }, recordingId);
    const now = await readSoFar(tx, recordingId, { units: shownUnits });
    if (now && now.recording.state !== 'cancelled') {
      // It ended by itself a moment ago, and that was not told yet: whoever follows it does.
      await reopenChatRecording(tx, recording, { state: 'working' });
      return false;
    }
    heard = now?.text ?? '';
    after(async () => tell(work.database));
  }
  await tellStopped(context, recording, heard);
  return true;
}
