import type { SpeakerCount, Turn, Voice } from '../../../wire/event-message.ts';
import { averageEmbedding, type HeardVoice, joinVoices } from './join-voices.ts';
import { decodeEmbedding } from './voice-embedding.ts';

/** What was reported of one block. */
export interface DiarizedTurns {
  readonly turns: readonly Turn[];
  readonly voices: readonly Voice[];
}

/** When somebody speaks in the whole recording, and what they sound like. */
export interface MappedSpeaker {
  /** In order, none touching the next. */
  readonly turns: readonly { readonly start: number; readonly end: number }[];
  readonly seconds: number;
  readonly embedding: Float32Array;
}

/** Joins the blocks of a recording to its speakers. */
export function mapSpeakers(blocks: readonly DiarizedTurns[], count: SpeakerCount): MappedSpeaker[] {
  const voices = blocks.flatMap((block, place) =>
    block.voices.map(({ voice, seconds, embedding }) => ({
      key: `${place} ${voice}`,
      heard: { seconds, embedding: decodeEmbedding(embedding) },
    })),
  );
  const speakers = joinVoices(
    voices.map((voice) => voice.heard),
    count,
  );
  const owners = new Map(voices.map((voice, place) => [voice.key, speakers[place] ?? 0]));
  const drafts = new Map<number, { turns: Turn[]; voices: HeardVoice[] }>();
  const draftOf = (speaker: number) => {
    const draft = drafts.get(speaker) ?? { turns: [], voices: [] };
    drafts.set(speaker, draft);
    return draft;
  };
  voices.forEach(({ heard }, place) => {
    draftOf(speakers[place] ?? 0).voices.push(heard);
  });
  blocks.forEach((block, place) => {
    for (const turn of block.turns) {
      const owner = owners.get(`${place} ${turn.voice}`);
      if (owner !== undefined) draftOf(owner).turns.push(turn);
    }
  });
  return [...drafts.values()].map((draft) => {
    const turns = unite(draft.turns);
    const seconds = turns.reduce((sum, turn) => sum + turn.end - turn.start, 0);
    return { turns, seconds, embedding: averageEmbedding(draft.voices) };
  });
}

/** Turns that touch are one: where blocks meet, and where one person was heard as two. */
function unite(turns: readonly Turn[]): { start: number; end: number }[] {
  const united: { start: number; end: number }[] = [];
  for (const { start, end } of turns.toSorted((one, other) => one.start - other.start)) {
    const last = united.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) united.push({ start, end });
  }
  return united;
}

/** Seconds of a stretch in which the speaker speaks. */
export function measureOverlap({ turns }: MappedSpeaker, start: number, end: number): number {
  let sum = 0;
  for (let place = findTurn(turns, start); place < turns.length; place++) {
    const turn = turns[place];
    if (!turn || turn.start >= end) break;
    sum += Math.max(0, Math.min(end, turn.end) - Math.max(start, turn.start));
  }
  return sum;
}

/** Seconds between a stretch and the speaker's nearest turn; 0 within one. */
export function measureDistance({ turns }: MappedSpeaker, start: number, end: number): number {
  const place = findTurn(turns, start);
  const [before, after] = [turns[place - 1], turns[place]];
  return Math.min(
    before ? Math.max(0, start - before.end) : Number.POSITIVE_INFINITY,
    after ? Math.max(0, after.start - end) : Number.POSITIVE_INFINITY,
  );
}

/** The first turn that ends after that second, by bisection: a recording of hours has thousands. */
function findTurn(turns: MappedSpeaker['turns'], second: number): number {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((turns[middle]?.end ?? 0) > second) high = middle;
    else low = middle + 1;
  }
  return low;
}
