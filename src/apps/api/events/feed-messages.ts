import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import {
  presentRecording,
  presentStanding,
  type Recording,
  type RecordingNews,
  readListed,
  readNewestOpen,
  type Standings,
} from '../../../domain/media/index.ts';
import type { Texts } from '../../../texts/texts.ts';

/** What listeners of a tenant are told. With a `place`, they may come back and hear what followed. */
export type FeedMessage =
  | { readonly type: 'ready'; readonly place: string; readonly resumed: boolean }
  | { readonly type: 'reset'; readonly place: string }
  | { readonly type: 'created' | 'changed'; readonly place: string; readonly data: (texts: Texts) => string }
  | { readonly type: 'deleted'; readonly place: string; readonly id: RecordingId }
  | { readonly type: 'standings'; readonly data: string }
  | { readonly type: 'end'; readonly reason: FeedEnd };

/**
 * `slow`: it took its news more slowly than they came; `renew`: it is to show again who it is; `gone`: it is no longer let
 * in; `closing`: we end.
 */
export type FeedEnd = 'slow' | 'renew' | 'gone' | 'closing';

interface FeedSources {
  readonly database: Database;
  readonly standings: Standings;
}

/** Recordings at once in one reading. */
const batchSize = 500;
/** The newest of those in work, and of those that wait, whose standing is told as it changes. */
const mostStanding = 100;

/** The news of one tenant, with the recordings as they are now. */
export async function presentNews(
  { database, standings }: FeedSources,
  tenantId: TenantId,
  news: readonly RecordingNews[],
  place: string,
): Promise<FeedMessage[]> {
  const gone = new Set(news.filter((one) => one.what === 'deleted').map((one) => one.recordingId));
  const alive = news.filter((one) => !gone.has(one.recordingId));
  const messages: FeedMessage[] = [...gone].map((id) => ({ type: 'deleted', place, id }));
  for (let at = 0; at < alive.length; at += batchSize) {
    const batch = alive.slice(at, at + batchSize);
    const recordings = await readListed(
      database,
      tenantId,
      batch.map((one) => one.recordingId),
    );
    const found = await standings.read(tenantId, recordings);
    const byId = new Map(recordings.map((recording) => [recording.id, recording]));
    for (const { recordingId, what } of batch) {
      const recording = byId.get(recordingId);
      // One that was deleted in between is told of as such by the next look.
      if (!recording || what === 'deleted') continue;
      const data = wordOnce((texts) => presentRecording(recording, texts, found.get(recordingId)));
      messages.push({ type: what === 'created' ? 'created' : 'changed', place, data });
    }
  }
  return messages;
}

/** Worded once for all who read the same language. */
function wordOnce(present: (texts: Texts) => object): (texts: Texts) => string {
  const worded = new Map<Texts, string>();
  return (texts) => {
    const known = worded.get(texts) ?? JSON.stringify(present(texts));
    worded.set(texts, known);
    return known;
  };
}

/** Tells how recordings stand that nothing else is told of: places and estimates change while they wait. */
export function createStandingsTeller({ database, standings }: FeedSources) {
  const told = new Map<TenantId, { at: number; lines: ReadonlyMap<RecordingId, string> }>();
  return {
    /** Those that changed, at most once in so many milliseconds. */
    async tell(tenantId: TenantId, interval: number): Promise<FeedMessage[]> {
      const before = told.get(tenantId);
      if (before && Date.now() - before.at < interval) return [];
      const open = await readNewestOpen(database, tenantId, mostStanding);
      const found = await standings.read(tenantId, open);
      const lines = new Map(
        open.map((recording) => [recording.id, writeStanding(recording, found.get(recording.id))]),
      );
      told.set(tenantId, { at: Date.now(), lines });
      const changed = [...lines].filter(([id, line]) => before?.lines.get(id) !== line);
      if (changed.length === 0) return [];
      return [{ type: 'standings', data: `{"standings":[${changed.map(([, line]) => line).join(',')}]}` }];
    },
    /** Forgets those that nobody listens to any more. */
    keep(listeners: ReadonlyMap<TenantId, unknown>): void {
      for (const tenantId of told.keys()) if (!listeners.has(tenantId)) told.delete(tenantId);
    },
  };
}

function writeStanding({ id, processed }: Recording, standing: Parameters<typeof presentStanding>[0] = {}) {
  return JSON.stringify({ id, processed, ...presentStanding(standing) });
}
