import type { Transcript } from '../../../compute/speech/transcript.ts';
import { EfirError } from '../../../core/errors.ts';
import { getRecording, getTranscript, type RecordingEventPage } from '../../../domain/media/index.ts';
import type { Texts } from '../../../texts/texts.ts';
import { followEvents } from '../events/follow-events.ts';
import type { ApiContext } from '../server.ts';
import type { Stay } from './waiting-room.ts';

type Context = Pick<ApiContext, 'database' | 'watch'>;

/**
 * The events of a recording from the first one until it has ended, an empty page every few seconds. Rejects with what
 * ended the waiting before: `transcription-unfinished`, `unavailable` while the server closes.
 */
export async function* followToEnd(
  context: Context,
  stay: Stay,
): AsyncGenerator<RecordingEventPage, void, void> {
  for await (const page of followEvents(context, { ...stay, after: 0 })) {
    await stay.note();
    yield page;
    if (page.complete) return;
  }
  throw stay.reason() ?? new EfirError('internal', { detail: 'the waiting ended without a reason' });
}

/**
 * Waits for the end of a recording; the transcript, its notes worded. Rejects as `followToEnd`, with the error that
 * the recording failed with, `cancelled`, and `recording-not-found` when it was deleted.
 */
export async function awaitTranscript(context: Context, stay: Stay, texts: Texts): Promise<Transcript> {
  for await (const _ of followToEnd(context, stay));
  return readOutcome(context, stay, texts);
}

/** What became of a recording that has ended. */
export async function readOutcome({ database }: Context, stay: Stay, texts: Texts): Promise<Transcript> {
  const { tenantId, recordingId } = stay;
  const { state, error } = await getRecording(database, tenantId, recordingId);
  if (state === 'failed' && error) throw EfirError.fromRecord(error);
  if (state === 'cancelled') throw new EfirError('cancelled');
  return (await getTranscript(database, tenantId, recordingId, texts)).transcript;
}
