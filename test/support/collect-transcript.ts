import { assembleTranscript } from '../../src/compute/speech/assemble-transcript.ts';
import { settleSpeakers } from '../../src/compute/speech/assign-speakers.ts';
import type { DiarizedTurns } from '../../src/compute/speech/speakers/speech-map.ts';
import type { Transcript } from '../../src/compute/speech/transcript.ts';
import type { Segment, WorkerEvent } from '../../src/wire/event-message.ts';

/** The transcript of a run that goes through to its end. Rejects with what the run throws. */
export async function collectTranscript(events: AsyncIterable<WorkerEvent>): Promise<Transcript> {
  const segments: Segment[] = [];
  const blocks: DiarizedTurns[] = [];
  for await (const event of events) {
    if (event.type === 'segment') segments.push(...event.segments);
    if (event.type === 'turns') blocks.push(event);
    if (event.type === 'succeeded') {
      return assembleTranscript({ ...event, ...settleSpeakers(segments, blocks, event) });
    }
  }
  throw new Error('the run ended without a result');
}
