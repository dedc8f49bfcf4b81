import { EfirError, type ErrorArguments, toEfirError } from '../../../core/errors.ts';
import {
  getRecording,
  presentStanding,
  type RecordingEvent,
  type RecordingEventPage,
} from '../../../domain/media/index.ts';
import { describeError } from '../../../texts/describe-error.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { ApiContext } from '../server.ts';
import { type FollowRequest, followEvents } from './follow-events.ts';

export interface EventStreamRequest extends FollowRequest {
  readonly texts: Texts;
}

type StreamContext = Pick<ApiContext, 'database' | 'watch' | 'standings'>;

/** Proxies and phones cut connections that stay silent for about half a minute. */
const heartbeatMilliseconds = 15_000;
/** People watch the place and the time left, not programs: they are looked at no more often than that. */
const lookMilliseconds = 1_000;

/**
 * A recording's events as server-sent events, from the first one that the listener lacks, until the recording has
 * ended and everything was told. Progress tells the place in the queue and the time left as well; while nothing
 * happens, those are told when they change, without a number: they belong to the moment, not to the recording.
 */
export async function* streamEvents(
  context: StreamContext,
  request: EventStreamRequest,
): AsyncGenerator<string, void, void> {
  yield 'retry: 2000\n\n';
  let spokenAt = Date.now();
  let told = '';
  let lookedAt = 0;
  for await (const page of followEvents(context, request)) {
    const due = !page.complete && Date.now() - lookedAt >= lookMilliseconds;
    if (due) lookedAt = Date.now();
    const progress = due ? await readProgress(context, request) : undefined;
    const now = progress ? JSON.stringify(progress) : told;
    const lines = writePage(page, request.texts, progress, now !== told);
    told = now;
    yield* lines;
    if (lines.length > 0) spokenAt = Date.now();
    else if (Date.now() - spokenAt >= heartbeatMilliseconds) {
      yield ': still here\n\n';
      spokenAt = Date.now();
    }
  }
}

/** The latest news of progress tells how things stand now; without any, that is told by itself when it is `new`. */
function writePage(
  page: RecordingEventPage,
  texts: Texts,
  progress: Progress | undefined,
  isNew: boolean,
): string[] {
  const latest = page.events.findLast((event) => event.type === 'progress');
  const lines = page.events.map((event) =>
    writeEvent(event, texts, { page, now: event === latest ? progress : undefined }),
  );
  if (progress && isNew && !latest) lines.push(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`);
  return lines;
}

interface Progress extends ReturnType<typeof presentStanding> {
  readonly processed: number;
  readonly duration: number;
}

/** How the recording stands at this moment; undefined while nobody can say anything of its end. */
async function readProgress(
  { database, standings }: StreamContext,
  { recordingId, tenantId }: FollowRequest,
): Promise<Progress | undefined> {
  try {
    const recording = await getRecording(database, tenantId, recordingId);
    const standing = presentStanding((await standings.read(tenantId, [recording])).get(recordingId) ?? {});
    if (standing.place === null && standing.seconds_left === null) return undefined;
    return { processed: recording.processed, duration: recording.media?.duration ?? 0, ...standing };
  } catch (thrown) {
    if (toEfirError(thrown).code === 'recording-not-found') return undefined;
    throw thrown;
  }
}

function writeEvent(
  event: RecordingEvent,
  texts: Texts,
  { now, page }: { readonly page: RecordingEventPage; readonly now: Progress | undefined },
): string {
  const data = fillIn(event, texts, page.requestId);
  const all = event.type === 'progress' && now ? { ...data, ...pickStanding(now) } : data;
  return `id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify(all)}\n\n`;
}

function pickStanding({ place, seconds_left }: Progress) {
  return { place, seconds_left };
}

/** The error of a failed recording reads as it does everywhere else; of progress that is past, only the past is told. */
function fillIn({ data, type }: RecordingEvent, texts: Texts, requestId: string): RecordingEvent['data'] {
  if (type === 'progress') return { ...data, ...presentStanding({}) };
  const error = data['error'] as { code: string; args?: ErrorArguments } | undefined;
  return type !== 'state' || error === undefined
    ? data
    : { ...data, error: describeError(EfirError.fromRecord(error), texts, requestId) };
}
