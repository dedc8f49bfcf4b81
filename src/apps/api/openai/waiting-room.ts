import { EfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Database } from '../../../db/database.ts';
import { abandonRecording, noteWanted } from '../../../domain/media/index.ts';
import type { TaskRules } from '../../../work/task-rules.ts';
import type { CountEnd } from '../../count-end.ts';

/** Milliseconds after the last hang-up before a recording that nobody waits for is cancelled: time to come again. */
const standardGrace = 30_000;
/** Milliseconds that somebody waits at most; the recording goes on, and the same request waits on. */
const longestStay = 3_600_000;
/** Signs that somebody still waits, for the other processes, in one grace. */
const signs = 3;
/** A caller that comes again with a large file is known only when all of it is here: so many graces it is awaited. */
const mostGraces = 10;

interface RoomContext {
  readonly database: Database;
  readonly rules: readonly TaskRules[];
  readonly countEnd: CountEnd;
  /** Fires when the server closes. */
  readonly closing: AbortSignal;
}

interface RoomOptions {
  readonly logger: Logger;
  /** Milliseconds, as above. */
  readonly grace?: number | undefined;
  readonly longest?: number | undefined;
}

/** Somebody who waits for the end of a recording on an open connection. */
export interface Stay {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
  /** Fires when there is no more waiting. */
  readonly signal: AbortSignal;
  /** Tells other processes, now and then, that somebody waits. */
  note(): Promise<void>;
  /** Why the waiting ended before the recording did; undefined while it goes on. */
  reason(): EfirError | undefined;
  leave(): void;
}

export interface WaitingRoom {
  /** Counts an upload on its way in; the answer is called when it is over. */
  expect(tenantId: TenantId): () => void;
  /** `gone` fires when the caller hangs up. */
  enter(tenantId: TenantId, recordingId: RecordingId, gone: AbortSignal): Stay;
}

/**
 * Knows who waits for what in this process. When the last one hangs up before the end, the recording goes on for a
 * while so that a retry can join it, and is cancelled if nobody came. Not when the server closes: the retry finds it
 * in work.
 */
export function createWaitingRoom(
  context: RoomContext,
  { logger, grace = standardGrace, longest = longestStay }: RoomOptions,
): WaitingRoom {
  const present = createTally<RecordingId>();
  const uploading = createTally<TenantId>();

  async function abandon(tenantId: TenantId, recordingId: RecordingId): Promise<void> {
    const wanted = { tenantId, recordingId, seconds: (grace / 1000) * 0.9 };
    if (await abandonRecording(context.database, context, wanted))
      logger.info({ recording_id: recordingId, tenant_id: tenantId }, 'cancelled: nobody waits for it');
  }

  function watchOut(tenantId: TenantId, recordingId: RecordingId, graces = 1): void {
    const timer = setTimeout(() => {
      if (context.closing.aborted || present.count(recordingId) > 0) return;
      if (uploading.count(tenantId) > 0 && graces < mostGraces)
        return watchOut(tenantId, recordingId, graces + 1);
      abandon(tenantId, recordingId).catch((error: unknown) =>
        logger.warn({ error, recording_id: recordingId }, 'not cancelled, though nobody waits for it'),
      );
    }, grace);
    timer.unref();
  }

  return {
    expect: (tenantId) => uploading.add(tenantId),
    enter(tenantId, recordingId, gone) {
      const remove = present.add(recordingId);
      const end = endOf([gone, context.closing], longest);
      let notedAt = 0;
      return {
        tenantId,
        recordingId,
        signal: end.signal,
        async note() {
          if (Date.now() - notedAt < grace / signs) return;
          notedAt = Date.now();
          await noteWanted(context.database, tenantId, recordingId);
        },
        reason() {
          if (gone.aborted) return new EfirError('upload-cut');
          if (context.closing.aborted) return new EfirError('unavailable', { detail: 'the server closes' });
          if (!end.signal.aborted) return undefined;
          return new EfirError('transcription-unfinished', { id: recordingId });
        },
        leave() {
          end.forget();
          remove();
          if (gone.aborted && present.count(recordingId) === 0) watchOut(tenantId, recordingId);
        },
      };
    },
  };
}

/** Fires with the first of some signals, or after a time. The server's own lives long: it is let go of by `forget`. */
function endOf(signals: readonly AbortSignal[], milliseconds: number) {
  const end = new AbortController();
  const fire = () => end.abort();
  const timer = setTimeout(fire, milliseconds);
  timer.unref();
  for (const signal of signals) {
    if (signal.aborted) fire();
    else signal.addEventListener('abort', fire, { once: true });
  }
  return {
    signal: end.signal,
    forget() {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', fire);
    },
  };
}

function createTally<Key>() {
  const counts = new Map<Key, number>();
  const change = (key: Key, by: number) => {
    const count = (counts.get(key) ?? 0) + by;
    if (count === 0) counts.delete(key);
    else counts.set(key, count);
  };
  return {
    count: (key: Key) => counts.get(key) ?? 0,
    add(key: Key): () => void {
      change(key, 1);
      return () => change(key, -1);
    },
  };
}
