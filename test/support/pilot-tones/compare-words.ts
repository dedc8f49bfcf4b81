import type { TrueWord } from './pilot-recording.ts';

export interface Comparison {
  /** Words inserted, deleted and changed, per true word. */
  readonly wordErrorRate: number;
  /** Of words that were heard right: greatest distance of the starts and ends from the truth, in seconds. */
  readonly startError: number;
  readonly endError: number;
  /** The first few that are wrong, for people. */
  readonly differences: readonly string[];
}

/**
 * Compares what was heard with what was said. Words are matched by an alignment within a band, so that an hour of them
 * costs little; texts count exactly.
 */
export function compareWords(truth: readonly TrueWord[], heard: readonly TrueWord[]): Comparison {
  const pairs = align(truth, heard);
  const wrong = pairs.filter(([said, got]) => said?.text !== got?.text);
  const right = pairs.filter(([said, got]) => said && got && said.text === got.text);
  const worst = (of: (word: TrueWord) => number) =>
    Math.max(0, ...right.map(([said, got]) => Math.abs(of(said as TrueWord) - of(got as TrueWord))));
  return {
    wordErrorRate: wrong.length / Math.max(1, truth.length),
    startError: worst((word) => word.start),
    endError: worst((word) => word.end),
    differences: wrong
      .slice(0, 10)
      .map(
        ([said, got]) => `${said ? `${said.text} at ${said.start.toFixed(2)}` : 'nothing'} → ${tell(got)}`,
      ),
  };
}

function tell(word: TrueWord | undefined): string {
  return word ? `${word.text} at ${word.start.toFixed(2)}` : 'nothing';
}

type Pair = readonly [TrueWord | undefined, TrueWord | undefined];

/** Both are in order of time and a word is never far from its truth, so the nearest words within 1 s are enough. */
function align(truth: readonly TrueWord[], heard: readonly TrueWord[]): Pair[] {
  const pairs: Pair[] = [];
  let [said, got] = [0, 0];
  while (said < truth.length || got < heard.length) {
    const [one, other] = [truth[said], heard[got]];
    if (one && other && Math.abs(one.start - other.start) < near(truth[said + 1], one)) {
      pairs.push([one, other]);
      said++;
      got++;
    } else if (!other || (one && one.start < other.start)) {
      pairs.push([one, undefined]);
      said++;
    } else {
      pairs.push([undefined, other]);
      got++;
    }
  }
  return pairs;
}

/** Half-way to the next word, at most half a second. */
function near(next: TrueWord | undefined, word: TrueWord): number {
  return Math.min(0.5, next ? (next.start - word.start) / 2 : 0.5);
}
