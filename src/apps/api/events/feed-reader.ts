import type { TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import {
  lookForNews,
  lookForNewsOf,
  type RecordingNews,
  type Standings,
} from '../../../domain/media/index.ts';
import type { FeedListener } from './feed-listener.ts';
import { createStandingsTeller, type FeedMessage, presentNews } from './feed-messages.ts';

/** Reads what happened to recordings, once for everybody. */
export interface FeedReader {
  /** Tells what is new to all who listen, and to those who arrived what they missed and where they stand. */
  turn(listeners: FeedListeners, arrived: readonly FeedListener[]): Promise<void>;
}

export type FeedListeners = ReadonlyMap<TenantId, ReadonlySet<FeedListener>>;

interface ReaderOptions {
  readonly database: Database;
  readonly standings: Standings;
}

/** News of one look, of all tenants; and of those who come back. Who missed more reads the list anew. */
const mostNews = 5_000;
const mostMissed = 500;
/** Milliseconds until waiting recordings are looked at again; and until a place is too old: what was deleted is remembered for a day. */
const standingsMilliseconds = 5_000;
const oldestPlace = 60 * 60 * 1000;

export function createFeedReader(options: ReaderOptions): FeedReader {
  const { database } = options;
  const teller = createStandingsTeller(options);
  let since: number | undefined;
  let known: ReadonlyMap<string, number> = new Map();

  async function tellAll(news: readonly RecordingNews[], place: string, listeners: FeedListeners) {
    const fresh = news.filter(
      (one) => listeners.has(one.tenantId) && known.get(writeName(one)) !== one.number,
    );
    for (const [tenantId, own] of Map.groupBy(fresh, (one) => one.tenantId)) {
      tell(listeners.get(tenantId), await presentNews(options, tenantId, own, place));
    }
    // Of a look that failed half-way everything is told again.
    known = new Map(news.map((one) => [writeName(one), one.number]));
  }

  async function catchUp({ after = '', tenantId }: FeedListener, place: string): Promise<FeedMessage[]> {
    const from = readPlace(after);
    if (from === undefined) return [{ type: 'reset', place }];
    const look = await lookForNewsOf(database, tenantId, { since: from, limit: mostMissed });
    if (look.overrun) return [{ type: 'reset', place }];
    return presentNews(options, tenantId, look.news, place);
  }

  return {
    async turn(listeners, arrived) {
      const look = await lookForNews(database, { since, limit: mostNews });
      const place = writePlace(look.next);
      if (look.overrun) for (const all of listeners.values()) tell(all, [{ type: 'reset', place }]);
      else await tellAll(look.news, place, listeners);
      since = look.next;
      // Behind the look: what happened before they came is found there, what happens later by the next one.
      for (const listener of arrived.filter((one) => !one.welcomed)) {
        if (listener.after !== undefined) listener.push(await catchUp(listener, place));
        listener.push([{ type: 'ready', place, resumed: listener.after !== undefined }]);
        listener.welcomed = true;
      }
      teller.keep(listeners);
      for (const [tenantId, all] of listeners) tell(all, await teller.tell(tenantId, standingsMilliseconds));
    },
  };
}

function tell(listeners: ReadonlySet<FeedListener> | undefined, messages: readonly FeedMessage[]): void {
  if (messages.length === 0) return;
  for (const listener of listeners ?? []) if (listener.welcomed) listener.push(messages);
}

function writeName({ recordingId, what }: RecordingNews): string {
  return `${what} ${recordingId}`;
}

/** What is told to come back with: where the reader was, and when. */
function writePlace(next: number): string {
  return `${next}.${Date.now()}`;
}

/** Undefined for a place that is too long ago, or none. */
function readPlace(text: string): number | undefined {
  const [, next, told] = /^(\d{1,15})\.(\d{13})$/.exec(text) ?? [];
  if (next === undefined || told === undefined) return undefined;
  const age = Date.now() - Number(told);
  return age > oldestPlace || age < -oldestPlace ? undefined : Number(next);
}
