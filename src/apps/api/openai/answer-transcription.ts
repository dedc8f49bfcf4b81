import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentTypes, formatTranscript } from '../../../compute/speech/formats/index.ts';
import { tellDiarized, tellTranscription, tellVerbose } from '../../../compute/speech/formats/openai.ts';
import type { Transcript } from '../../../compute/speech/transcript.ts';
import type { Texts } from '../../../texts/texts.ts';
import { type ApiContext, callerOf } from '../server.ts';
import { awaitTranscript } from './await-transcript.ts';
import type { TranscriptionParameters } from './parameters.ts';
import { streamTranscription } from './stream-transcription.ts';
import { takeIn } from './take-in.ts';
import type { Stay } from './waiting-room.ts';

/** Milliseconds between the probes that find out whether a silent caller is still there. */
const probeMilliseconds = 15_000;

/** Takes a recording in, waits for its end on the open connection, and answers with its transcript. */
export async function answerTranscription(
  context: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  const { recording, asked, repeated } = await takeIn(context, request);
  reply.header('x-recording-id', recording.id);
  if (repeated) reply.header('idempotency-replayed', 'true');
  if (asked.ignored.length > 0) reply.header('x-efir-ignored', asked.ignored.join(', '));
  const awake = keepOpen(request);
  const stay = context.waitingRoom.enter(callerOf(request).tenantId, recording.id, gone.signal);
  const leave = () => {
    stay.leave();
    awake.end();
  };
  // Of a stream that nobody began to read no generator runs: the connection's end is what is sure to come.
  if (gone.signal.aborted) leave();
  else reply.raw.once('close', leave);
  if (asked.stream) return answerStream(context, request, reply, { stay, asked });
  const transcript = await awaitTranscript(context, stay, request.texts);
  await answerWhole(reply, transcript, asked, request.texts);
}

/** The head goes out with the first thing there is to tell: a recording that fails before that has its status. */
async function answerStream(
  context: ApiContext,
  { id: requestId, texts }: FastifyRequest,
  reply: FastifyReply,
  waiting: { stay: Stay; asked: TranscriptionParameters },
): Promise<void> {
  const events = streamTranscription(context, { ...waiting, texts, requestId });
  const first = await events.next();
  const all = async function* () {
    if (!first.done) yield first.value;
    yield* events;
  };
  reply
    .type('text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(all()));
}

async function answerWhole(
  reply: FastifyReply,
  transcript: Transcript,
  asked: TranscriptionParameters,
  texts: Texts,
): Promise<void> {
  const notes = transcript.notes.map(({ code }) => code);
  if (notes.length > 0) reply.header('x-efir-notes', notes.join(', '));
  const { type, body } = await writeAnswer(transcript, asked, texts);
  reply.type(type).serializer(String).send(body);
}

async function writeAnswer(
  transcript: Transcript,
  { format, granularities, logprobs }: TranscriptionParameters,
  texts: Texts,
): Promise<{ type: string; body: string }> {
  switch (format) {
    case 'json':
      return { type: contentTypes.json, body: JSON.stringify(tellTranscription(transcript, { logprobs })) };
    case 'verbose_json':
      return { type: contentTypes.json, body: JSON.stringify(tellVerbose(transcript, granularities)) };
    case 'diarized_json':
      return { type: contentTypes.json, body: JSON.stringify(tellDiarized(transcript)) };
    case 'text':
      return { type: contentTypes.txt, body: `${transcript.text}\n` };
    case 'srt':
    case 'vtt':
      return {
        type: contentTypes[format],
        // Notes are told in a header: a player's reader knows none.
        body: await formatTranscript(transcript, format, { texts, notes: false }),
      };
  }
}

/** A connection that is silent because we compute is not idle; probes of TCP find callers that are gone without a word. */
function keepOpen({ raw: { socket } }: FastifyRequest): { end(): void } {
  const before = socket.timeout ?? 0;
  socket.setTimeout(0);
  socket.setKeepAlive(true, probeMilliseconds);
  return { end: () => void socket.setTimeout(before) };
}
