import type { QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../../api/api-failure.ts';
import { api, type Transcript } from '../../api/client.ts';
import { Overtaken } from '../../api/overtaken.ts';
import { type Change, replaceSegments, transcriptOf } from '../queries.ts';
import { takeBack } from './take-back.ts';

/** A change of the transcript as it is to be made. */
interface Revision<Answer extends { readonly version: number }> {
  /** Whether what the change was thought out for is there still; other changes of others are no hindrance. */
  readonly fits: (now: Transcript) => boolean;
  /** What it will be, shown at once. */
  readonly expect: (now: Transcript) => Partial<Transcript>;
  readonly ask: (version: number | undefined) => Promise<Answer>;
  /** What it is, as the server says. */
  readonly settle: (now: Transcript, answer: Answer) => Partial<Transcript>;
}

export interface Revising {
  /**
   * Makes a change, one behind the other. Shown at once and taken back where it fails. Rejects with `Overtaken`, and with
   * what the server refuses it with.
   */
  revise<Answer extends { readonly version: number }>(revision: Revision<Answer>): Promise<Answer>;
  /** When all that is being changed is changed, or refused. */
  settled(): Promise<unknown>;
  /** Brings what others changed since, in parts. */
  catchUp(): Promise<void>;
}

/** Tries against others who are faster, each with what they made. */
const mostTries = 6;

interface Listener {
  /** What came from the server, my own among it where it was faster than its answer. */
  hear(changes: readonly Change[]): void;
  /** A version that is mine. */
  made(version: number): void;
}

/** Changes of one transcript: mine to the server, those of others from it. */
export function createRevising(queries: QueryClient, id: string, { hear, made }: Listener): Revising {
  const { queryKey } = transcriptOf(id);
  const read = () => queries.getQueryData<Transcript>(queryKey);
  const write = (transcript: Transcript) => queries.setQueryData(queryKey, transcript);
  const replace = (change: (now: Transcript) => Transcript) =>
    queries.setQueryData<Transcript>(queryKey, (now) => now && change(now));
  let last: Promise<unknown> = Promise.resolve();
  let catching: Promise<void> | undefined;

  async function bringNews(): Promise<void> {
    const { version: after } = read() ?? {};
    if (after === undefined) return;
    const { data: news } = await api.GET('/v1/recordings/{id}/transcript/changes', {
      params: { path: { id }, query: { after } },
    });
    const now = read();
    if (!news || !now || news.version <= (now.version ?? 1)) return;
    const { segments, speakers, version } = news;
    write({ ...now, ...replaceSegments(now, segments), speakers, version });
    hear(news.changes);
  }

  const catchUp = (): Promise<void> => {
    catching ??= bringNews().finally(() => {
      catching = undefined;
    });
    return catching;
  };

  async function attempt<Answer extends { readonly version: number }>(
    revision: Revision<Answer>,
    tries: number,
  ): Promise<Answer> {
    const before = read();
    if (!before || !revision.fits(before)) throw new Overtaken();
    const expected = { ...before, ...revision.expect(before) };
    write(expected);
    try {
      const answer = await revision.ask(before.version);
      // What was so already makes no version.
      if (answer.version !== before.version) made(answer.version);
      replace((now) =>
        (now.version ?? 1) <= answer.version
          ? { ...now, ...revision.settle(now, answer), version: answer.version }
          : now,
      );
      return answer;
    } catch (thrown) {
      replace((now) => takeBack(now, before, expected));
      if (!isConflict(thrown) || tries <= 1) throw thrown;
      await catchUp();
      return attempt(revision, tries - 1);
    }
  }

  return {
    catchUp,
    settled: () => last,
    revise(revision) {
      const done = last.then(() => attempt(revision, mostTries));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

function isConflict(thrown: unknown): boolean {
  return thrown instanceof ApiFailure && thrown.code === 'version-conflict';
}
