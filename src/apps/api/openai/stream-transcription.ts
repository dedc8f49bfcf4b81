import {
  createDeltas,
  tellDiarizedSegments,
  tellLogprobs,
  tellNotes,
  tellUsage,
} from '../../../compute/speech/formats/openai.ts';
import type { Transcript } from '../../../compute/speech/transcript.ts';
import { toEfirError } from '../../../core/errors.ts';
import type { RecordingEvent } from '../../../domain/media/index.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { Segment } from '../../../wire/event-message.ts';
import { createHeartbeat } from '../events/heartbeat.ts';
import type { ApiContext } from '../server.ts';
import { followToEnd, readOutcome } from './await-transcript.ts';
import { describeOpenaiError } from './describe-openai-error.ts';
import type { TranscriptionParameters } from './parameters.ts';
import type { Stay } from './waiting-room.ts';

export interface TranscriptionStreamRequest {
  readonly stay: Stay;
  readonly asked: Pick<TranscriptionParameters, 'format' | 'logprobs'>;
  readonly texts: Texts;
  readonly requestId: string;
}

/**
 * A transcription as server-sent events: `transcript.text.delta` as pieces come, at the end `transcript.text.segment`
 * where speakers are asked for (who speaks is known when all is heard), and `transcript.text.done`. The first text is either a comment after fifteen seconds
 * or an event; what goes wrong before rejects, so that it can still be answered with its status. What goes wrong later is
 * told as an `error` event.
 */
export async function* streamTranscription(
  context: Pick<ApiContext, 'database' | 'watch'>,
  request: TranscriptionStreamRequest,
): AsyncGenerator<string, void, void> {
  let begun = false;
  try {
    for await (const text of tellAll(context, request)) {
      begun = true;
      yield text;
    }
  } catch (thrown) {
    if (!begun) throw thrown;
    const { body } = describeOpenaiError(toEfirError(thrown), request.texts, request.requestId);
    yield `event: error\ndata: ${JSON.stringify(body)}\n\n`;
  }
}

async function* tellAll(
  context: Pick<ApiContext, 'database' | 'watch'>,
  { stay, asked, texts }: TranscriptionStreamRequest,
): AsyncGenerator<string, void, void> {
  const tell = createTeller();
  const heartbeat = createHeartbeat();
  for await (const page of followToEnd(context, stay)) {
    const told = page.events.flatMap(tell);
    yield* told;
    yield* heartbeat.beat(told.length > 0);
  }
  const transcript = await readOutcome(context, stay, texts);
  if (asked.format === 'diarized_json') yield* tellDiarizedSegments(transcript).map(write);
  yield write(tellDone(transcript, asked));
}

/** Words a recording's event; of those that are not about its text, nothing. */
function createTeller(): (event: RecordingEvent) => string[] {
  const nextDelta = createDeltas();
  let told = -1;
  return ({ type, data }) => {
    if (type !== 'segment') return [];
    const segment = data as unknown as Omit<Segment, 'words'>;
    // A recording that was sent again from the start tells some of them once more.
    if (segment.index <= told) return [];
    told = segment.index;
    const delta = nextDelta(segment.text);
    return delta === '' ? [] : [write({ type: 'transcript.text.delta', delta })];
  };
}

function tellDone(transcript: Transcript, { logprobs }: Pick<TranscriptionParameters, 'logprobs'>) {
  return {
    type: 'transcript.text.done',
    text: transcript.text,
    languages: transcript.language === '' ? [] : [{ code: transcript.language }],
    ...(logprobs ? { logprobs: tellLogprobs(transcript) } : {}),
    usage: tellUsage(transcript),
    ...tellNotes(transcript),
  };
}

function write(data: Readonly<Record<string, unknown>> & { type: string }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}
