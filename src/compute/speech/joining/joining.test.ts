import { describe, expect, it } from 'vitest';
import { createTestEngines } from '../../../../test/support/engines.ts';
import type { RecognisedPiece, SpeechPiece } from '../../../ports/speech-engine.ts';
import { type JoinedPiece, join } from '../stages/join.ts';
import type { Piece } from '../stages/pack.ts';
import { recognise } from '../stages/recognise.ts';

const rate = 16_000;

interface Spoken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Numbers between 0 and 1, the same for the same seed. */
function createDice(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const vocabulary = 'и the a no да слово another Extraordinary he said that мы они will come'.split(' ');

/** People who never pause: words of 0.08 to 0.6 s, gaps below 0.15 s, sentences of 3 to 30 words. */
function talk(dice: () => number, seconds: number): Spoken[] {
  const words: Spoken[] = [];
  let left = 5;
  let first = true;
  for (let now = 0.2; now < seconds - 1; ) {
    const end = now + 0.08 + dice() * 0.52;
    const stop = --left <= 0;
    if (stop) left = 3 + Math.floor(dice() * 27);
    const word = vocabulary[Math.floor(dice() * vocabulary.length)] ?? '';
    const text = first ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word;
    words.push({ text: stop ? `${text}.` : text, start: now, end });
    first = stop;
    now = end + dice() * 0.15;
  }
  return words;
}

/** Pieces of 8 to 25 s that overlap by 1 to 2 s, or have a short or a long pause between them. */
function cutPieces(dice: () => number, seconds: number, words: readonly Spoken[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let overlap = 0;
  while (start < seconds * rate) {
    const wished = Math.min(seconds * rate, start + Math.round((8 + dice() * 17) * rate));
    const last = wished >= seconds * rate - 3 * rate;
    const forced = dice() < 0.7;
    // A cut that is not forced lies between two words.
    const word = words.find((one) => one.end * rate > wished);
    const end = last ? seconds * rate : forced || !word ? wished : Math.floor(word.end * rate) + 1;
    const overlapAfter = !last && forced ? Math.round((1 + dice()) * rate) : 0;
    pieces.push({
      kind: 'piece',
      index: pieces.length,
      start,
      // The place of each sample in the recording, so that the engine below knows what it hears.
      samples: Float32Array.of(start, end),
      overlap,
      overlapAfter,
      ...(last ? {} : { pauseAfter: 0 }),
    });
    if (last) break;
    start = end - overlapAfter;
    overlap = overlapAfter;
  }
  return pieces.map((piece) => ({ ...piece, samples: fakeSamples(piece) }));
}

/** As long as the piece, and telling where it lies in its first two samples. */
function fakeSamples({ samples }: Piece): Float32Array {
  const [from = 0, to = 0] = samples;
  const faked = new Float32Array(to - from);
  faked.set([from / rate, to / rate]);
  return faked;
}

/** Hears whole words with times up to 40 ms off, and of a word that is cut off something else. */
function hear(words: readonly Spoken[], seed: number, timed: boolean) {
  return ({ samples }: SpeechPiece): RecognisedPiece => {
    const [from = 0, to = 0] = samples;
    const dice = createDice(seed + Math.round(from * 100));
    const jitter = () => (dice() - 0.5) * 0.08;
    const heard = words.flatMap((word) => {
      if (word.end <= from + 0.03 || word.start >= to - 0.03) return [];
      const whole = word.start >= from - 0.005 && word.end <= to + 0.005;
      const text = whole ? word.text : 'mumble';
      return [{ text, start: word.start - from + jitter(), end: word.end - from + jitter() }];
    });
    const text = heard.map((word) => word.text).join(' ');
    return { text, words: timed ? heard : [] };
  };
}

async function* stream<Item>(items: readonly Item[]) {
  yield* items;
}

interface Run {
  readonly pieces: readonly Piece[];
  readonly answer: (piece: SpeechPiece) => RecognisedPiece;
  readonly timed: boolean;
}

async function run({ pieces, answer, timed }: Run, stored: readonly JoinedPiece[] = []) {
  const { engine } = await createTestEngines({
    answer,
    capabilities: { wordTimes: timed, confidence: false, detectsLanguage: false, hotWords: false },
  }).open({});
  const segments = stored.flatMap((piece) => piece.segments);
  const storedUntil = Math.max(0, ...segments.map((segment) => segment.end));
  const recognised = recognise(stream(pieces.map((piece) => ({ ...piece, engine }))), {
    resumeFrom: stored.length,
  });
  const joined = join(recognised, { firstSegment: segments.length, storedUntil });
  return (await Array.fromAsync(joined)).filter((item): item is JoinedPiece => item.kind === 'joined');
}

const listTexts = (joined: readonly JoinedPiece[]) =>
  joined.flatMap((piece) => piece.segments).map((segment) => segment.text);

function prepare(seed: number, timed: boolean): Run & { readonly words: Spoken[] } {
  const dice = createDice(seed);
  const words = talk(dice, 180);
  const pieces = cutPieces(dice, 180, words);
  return { words, pieces, answer: hear(words, seed, timed), timed };
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed * 7919 + 13);

/** Hundreds of recordings, on a machine that may have other work. */
const patience = { timeout: 180_000 };

describe('pieces that overlap', patience, () => {
  it('lose no word and double none, wherever they are cut', async () => {
    for (const seed of seeds) {
      const prepared = prepare(seed, true);
      const joined = await run(prepared);
      expect(listTexts(joined).join(' '), `seed ${seed}`).toBe(
        prepared.words.map((word) => word.text).join(' '),
      );
      const segments = joined.flatMap((piece) => piece.segments);
      expect(segments.map((segment) => segment.index)).toEqual(segments.map((_, index) => index));
    }
  });

  it('give the same segments when a run ends behind any piece and another goes on', async () => {
    for (const seed of seeds.slice(0, 7)) {
      for (const timed of [true, false]) {
        const prepared = prepare(seed, timed);
        const whole = await run(prepared);
        for (let from = 1; from < whole.length; from++) {
          const resumed = await run(prepared, whole.slice(0, from));
          expect(resumed, `seed ${seed}, from ${from}`).toEqual(whole.slice(from));
        }
      }
    }
  });

  it('meet by their words where the engine knows no times', async () => {
    let wrong = 0;
    let all = 0;
    for (const seed of seeds) {
      const prepared = prepare(seed, false);
      const joined = listTexts(await run(prepared))
        .join(' ')
        .split(' ');
      all += prepared.words.length;
      wrong += Math.abs(joined.length - prepared.words.length);
    }
    // There are 14 words in all: real speech is easier.
    expect(wrong / all).toBeLessThan(0.02);
  });

  it('keep a sentence whole that goes over a cut', async () => {
    const words = Array.from({ length: 40 }, (_, place) => ({
      text: [14, 24, 39].includes(place) ? `Word${place}.` : `Word${place}`,
      start: place * 0.5,
      end: place * 0.5 + 0.45,
    }));
    const pieces = [
      { from: 0, to: 11, overlap: 0, overlapAfter: 1.5 },
      { from: 9.5, to: 20, overlap: 1.5, overlapAfter: 0 },
    ].map(({ from, to, overlap, overlapAfter }, index) => ({
      kind: 'piece' as const,
      index,
      start: from * rate,
      samples: fakeSamples({ samples: Float32Array.of(from * rate, to * rate) } as Piece),
      overlap: overlap * rate,
      overlapAfter: overlapAfter * rate,
      ...(index === 0 && { pauseAfter: 0 }),
    }));
    const joined = await run({ pieces, answer: hear(words, 1, true), timed: true });
    expect(joined.map((piece) => piece.segments.length)).toEqual([1, 2]);
    expect(joined[1]?.segments[0]?.text).toMatch(/^Word15 .*Word24\.$/);
  });
});
