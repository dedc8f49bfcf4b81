import { toEfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import { type RecordingEventPage, readRecordingEvents } from '../../../domain/media/index.ts';
import type { ApiContext } from '../server.ts';

export interface FollowRequest {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
  /** Number of the last event that the listener has; 0 for none. */
  readonly after: number;
  /** Fires when the listener is gone or the server closes. */
  readonly signal: AbortSignal;
}

/** Events read at once: all that a slow listener makes us hold. */
const pageSize = 200;
/** Hints may be lost: look again without one. */
const pollMilliseconds = 5_000;

/**
 * A recording's events page by page, from the first one that the listener lacks; an empty page at least every five
 * seconds. Ends when the recording has ended (or is deleted) and everything was told, or the signal fires. It is read
 * only as fast as the listener takes it.
 */
export async function* followEvents(
  { database, watch }: Pick<ApiContext, 'database' | 'watch'>,
  request: FollowRequest,
): AsyncGenerator<RecordingEventPage, void, void> {
  const bell = createBell(request.signal);
  // Listening begins before reading: what is stored in between rings the bell.
  const watching = watch.watch(request.recordingId, bell.ring);
  try {
    let { after } = request;
    while (!request.signal.aborted) {
      bell.reset();
      const page = await readPage(database, request, after);
      yield page;
      if (page.complete) return;
      after = page.events.at(-1)?.number ?? after;
      if (page.events.length < pageSize) await bell.wait(pollMilliseconds);
    }
  } finally {
    watching.close();
  }
}

/** A recording that is deleted while somebody listens has no more to tell. */
async function readPage(
  database: ApiContext['database'],
  { tenantId, recordingId }: FollowRequest,
  after: number,
): Promise<RecordingEventPage> {
  try {
    return await readRecordingEvents(database, { tenantId, recordingId, after, limit: pageSize });
  } catch (thrown) {
    if (toEfirError(thrown).code === 'recording-not-found')
      return { events: [], complete: true, requestId: '' };
    throw thrown;
  }
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
