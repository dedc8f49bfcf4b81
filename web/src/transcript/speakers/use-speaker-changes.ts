import { useMemo } from 'react';
import { api, type Transcript } from '../../api/client.ts';
import { replaceSegments } from '../queries.ts';
import type { Revising } from '../revisions/revising.ts';
import type { Speaker } from '../speakers.ts';

export interface SpeakerChanges {
  /** `seen`: the name that the new one was thought out for. Rejects with `Overtaken` where it is another by now. */
  rename(speaker: string, seen: string | undefined, name: string | null): Promise<unknown>;
  /** All that `from` said was said by `into`. */
  merge(from: string, into: string): Promise<unknown>;
  /** Null: nobody known. */
  assign(indexes: readonly number[], speaker: string | null): Promise<unknown>;
  /** Segments of a speaker who was not told apart yet; gives who that is. */
  separate(indexes: readonly number[], name: string | undefined): Promise<string>;
}

/** Says who speaks. Each change is shown at once, and taken back where the server refuses it. */
export function useSpeakerChanges(id: string, revising: Revising): SpeakerChanges {
  return useMemo(() => createSpeakerChanges(id, revising), [id, revising]);
}

interface Answer {
  readonly version: number;
  readonly speakers: NonNullable<Transcript['speakers']>;
}

function createSpeakerChanges(id: string, { catchUp, revise }: Revising): SpeakerChanges {
  const params = { path: { id } };
  const settle = (_: Transcript, { speakers }: Answer) => ({ speakers });
  const assign: SpeakerChanges['assign'] = (indexes, speaker) =>
    revise<Answer>({
      fits: () => true,
      expect: (now) => giveTo(now, new Set(indexes), speaker),
      ask: async (version) => {
        const body = { segments: [...indexes], speaker, ...given(version) };
        const { data } = await api.POST('/v1/recordings/{id}/speakers/assign', { params, body });
        return data as NonNullable<typeof data>;
      },
      settle: (now, answer) => ({ ...giveTo(now, new Set(indexes), speaker), ...settle(now, answer) }),
    });
  return {
    assign,
    rename: (speaker, seen, name) =>
      revise<Answer>({
        fits: (now) => now.speakers?.find((one) => one.id === speaker)?.name === seen,
        expect: (now) => ({ speakers: nameIn(now.speakers ?? [], speaker, name) }),
        ask: async (version) => {
          const { data } = await api.PATCH('/v1/recordings/{id}/speakers/{speaker}', {
            params: { path: { id, speaker } },
            body: { name, ...given(version) },
          });
          return data as NonNullable<typeof data>;
        },
        settle,
      }),
    merge: (from, into) =>
      revise<Answer>({
        fits: (now) => [from, into].every((one) => now.speakers?.some((known) => known.id === one)),
        expect: (now) => unite(now, from, into),
        ask: async (version) => {
          const body = { from: [from], into, ...given(version) };
          const { data } = await api.POST('/v1/recordings/{id}/speakers/merge', { params, body });
          return data as NonNullable<typeof data>;
        },
        settle: (now, answer) => ({ ...unite(now, from, into), ...settle(now, answer) }),
      }),
    async separate(indexes, name) {
      const { speaker } = await revise<Answer & { readonly speaker: string }>({
        fits: () => true,
        expect: () => ({}),
        ask: async (version) => {
          const body = { segments: [...indexes], ...(name ? { name } : {}), ...given(version) };
          const { data } = await api.POST('/v1/recordings/{id}/speakers/split', { params, body });
          return data as NonNullable<typeof data>;
        },
        settle: (now, answer) => ({
          ...giveTo(now, new Set(indexes), answer.speaker),
          ...settle(now, answer),
        }),
      });
      await catchUp();
      return speaker;
    },
  };
}

const given = (version: number | undefined) => (version === undefined ? {} : { version });

function nameIn(speakers: readonly Speaker[], id: string, name: string | null): Speaker[] {
  return speakers.map((speaker) => {
    if (speaker.id !== id) return speaker;
    const { name: _, ...unnamed } = speaker;
    return name === null ? unnamed : { ...unnamed, name };
  });
}

function giveTo(now: Transcript, indexes: ReadonlySet<number>, speaker: string | null) {
  const given = now.segments.filter(({ index }) => indexes.has(index));
  return replaceSegments(
    now,
    given.map(({ speaker: _, ...segment }) => (speaker === null ? segment : { ...segment, speaker })),
  );
}

function unite(now: Transcript, from: string, into: string): Partial<Transcript> {
  const theirs = now.segments.filter(({ speaker }) => speaker === from).map(({ index }) => index);
  return {
    ...giveTo(now, new Set(theirs), into),
    speakers: (now.speakers ?? []).filter(({ id }) => id !== from),
  };
}
