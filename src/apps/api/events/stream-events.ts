import { EfirError, type ErrorArguments, toEfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import { type RecordingEvent, readRecordingEvents } from '../../../domain/media/index.ts';
import type { Texts } from '../../../texts/texts.ts';
import { describeError } from '../../describe-error.ts';
import type { ApiContext } from '../server.ts';

export interface EventStreamRequest {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
  /** Number of the last event that the listener has; 0 for none. */
  readonly after: number;
  readonly texts: Texts;
  /** Fires when the listener is gone or the server closes. */
  readonly signal: AbortSignal;
}

/** Events read at once: all that a slow listener makes us hold. */
const pageSize = 200;
/** Proxies and phones cut connections that stay silent for about half a minute. */
const heartbeatMilliseconds = 15_000;
/** Hints may be lost: look again without one. */
const pollMilliseconds = 5_000;

/**
 * A recording's events as server-sent events, from the first one that the listener lacks, until the recording has
 * ended and everything was told. It is read only as fast as the listener takes it.
 */
export async function* streamEvents(
  { database, watch }: Pick<ApiContext, 'database' | 'watch'>,
  request: EventStreamRequest,
): AsyncGenerator<string, void, void> {
  const bell = createBell(request.signal);
  // Listening begins before reading: what is stored in between rings the bell.
  const watching = watch.watch(request.recordingId, bell.ring);
  try {
    yield 'retry: 2000\n\n';
    let after = request.after;
    let spokenAt = Date.now();
    while (!request.signal.aborted) {
      bell.reset();
      const page = await readPage(database, request, after);
      for (const event of page.events) {
        yield writeEvent(event, request.texts, page.requestId);
        after = event.number;
      }
      if (page.complete) return;
      if (page.events.length > 0) spokenAt = Date.now();
      else if (Date.now() - spokenAt >= heartbeatMilliseconds) {
        yield ': still here\n\n';
        spokenAt = Date.now();
      }
      if (page.events.length < pageSize) await bell.wait(pollMilliseconds);
    }
  } finally {
    watching.close();
  }
}

/** A recording that is deleted while somebody listens has no more to tell. */
async function readPage(database: ApiContext['database'], request: EventStreamRequest, after: number) {
  const { tenantId, recordingId } = request;
  try {
    return await readRecordingEvents(database, { tenantId, recordingId, after, limit: pageSize });
  } catch (thrown) {
    if (toEfirError(thrown).code === 'recording-not-found')
      return { events: [], complete: true, requestId: '' };
    throw thrown;
  }
}

function writeEvent(event: RecordingEvent, texts: Texts, requestId: string): string {
  const data = event.type === 'state' ? wordError(event.data, texts, requestId) : event.data;
  return `id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The error of a failed recording reads as it does everywhere else. */
function wordError(data: RecordingEvent['data'], texts: Texts, requestId: string): RecordingEvent['data'] {
  const error = data['error'] as { code: string; args?: ErrorArguments } | undefined;
  return error === undefined
    ? data
    : { ...data, error: describeError(EfirError.fromRecord(error), texts, requestId) };
}

/** Wakes one sleeper; a ring while nobody sleeps is remembered until `reset`. */
function createBell(signal: AbortSignal) {
  let rung = false;
  let wake: (() => void) | undefined;
  const ring = () => {
    rung = true;
    wake?.();
  };
  signal.addEventListener('abort', ring, { once: true });
  return {
    ring,
    reset: () => {
      rung = false;
    },
    wait: (milliseconds: number) =>
      new Promise<void>((resolve) => {
        if (rung || signal.aborted) return resolve();
        const timer = setTimeout(() => wake?.(), milliseconds);
        wake = () => {
          clearTimeout(timer);
          wake = undefined;
          resolve();
        };
      }),
  };
}
