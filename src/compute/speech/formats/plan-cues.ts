import { type CueWord, longestCue } from './cue-words.ts';
import { lineColumns } from './measure-line.ts';

/** Words `from` to before `to`; the second line begins at `second`, which is `to` where there is one line. */
export interface CuePlan {
  readonly from: number;
  readonly second: number;
  readonly to: number;
}

/** Columns that a reader takes in in a second, comfortably and at most. */
export const comfortableSpeed = 17;
const highestSpeed = 20;
/** Seconds that a subtitle stays at least where there is room: 20 frames. */
export const shortestCue = 5 / 6;
/** Seconds between two subtitles: two frames. */
export const cueGap = 2 / 24;
/** Seconds of silence that the end of a subtitle should not be behind. */
const noticeablePause = 0.7;

/** What an end costs behind a word, by how the word ends. */
const endCosts = { sentence: 0, clause: 3, word: 10, function: 400, label: 4000 } as const;
/** Behind a plain word and before one that leans on what follows, as a preposition does: a fair place to break. */
const fairEnd = 6;
const costs = {
  cue: 4,
  /** A sentence that ends inside. */
  sentenceInside: 6,
  /** Each second of a noticeable pause inside. */
  pauseInside: 8,
  /** Each second that is missing to the shortest. */
  tooShort: 20,
  /** Each column per second beyond what is comfortable, and again beyond the highest. */
  hasty: 1.5,
  tooHasty: 3,
  /** A dash alone at the beginning. */
  dashFirst: 6,
  /** Each column of difference between two lines; a longer first line. */
  imbalance: 0.12,
  topHeavy: 0.5,
} as const;

/**
 * The best subtitles of one stretch, by dynamic programming over all places where one may end: at most two lines of 42
 * columns and 7 s each, ends where sentences and clauses end, never on a function word when there is any other way, time
 * to read, lines of like length. `next` is when the stretch behind begins. Takes time and memory in proportion to the words.
 */
export function* planCues(words: readonly CueWord[], next: number): Generator<void, CuePlan[], void> {
  const view = viewWords(words, next);
  const best = new Float64Array(words.length + 1);
  const before = new Int32Array(words.length + 1);
  for (let to = 1; to <= words.length; to++) {
    best[to] = Number.POSITIVE_INFINITY;
    for (let from = to - 1; from >= 0 && mayHold(view, from, to); from--) {
      const cost = (best[from] ?? 0) + costCue(view, from, to);
      if (cost < (best[to] ?? 0)) {
        best[to] = cost;
        before[to] = from;
      }
    }
    yield;
  }
  const plans: CuePlan[] = [];
  for (let to = words.length; to > 0; to = before[to] ?? 0) {
    const from = before[to] ?? 0;
    plans.push({ from, second: breakLines(view, from, to).second, to });
  }
  return plans.reverse();
}

/** The words as columns of numbers; index n of `starts` is where the stretch behind begins. */
interface View {
  readonly count: number;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Columns up to each word, with the blank before it. */
  readonly columns: Int32Array;
  readonly blanks: Uint8Array;
  /** What an end before the word costs, of a line or of a subtitle. */
  readonly endCosts: Float64Array;
  /** How many sentences end before the word, and what the pauses before it cost together. */
  readonly sentences: Int32Array;
  readonly pauses: Float64Array;
}

function viewWords(words: readonly CueWord[], next: number): View {
  const count = words.length;
  const view = {
    count,
    starts: new Float64Array(count + 1),
    ends: new Float64Array(count + 1),
    columns: new Int32Array(count + 1),
    blanks: new Uint8Array(count + 1),
    endCosts: new Float64Array(count + 1),
    sentences: new Int32Array(count + 1),
    pauses: new Float64Array(count + 1),
  };
  for (const [index, word] of words.entries()) {
    const blank = word.glued ? 0 : 1;
    const after = words[index + 1];
    const pause = after ? after.start - word.end : 0;
    view.starts[index] = word.start;
    view.ends[index] = word.end;
    view.blanks[index] = blank;
    view.columns[index + 1] = (view.columns[index] ?? 0) + word.columns + blank;
    view.endCosts[index + 1] = after ? costEnd(word, after, pause) : 0;
    view.sentences[index + 1] = (view.sentences[index] ?? 0) + (word.ending === 'sentence' ? 1 : 0);
    view.pauses[index + 1] =
      (view.pauses[index] ?? 0) + (pause >= noticeablePause ? pause * costs.pauseInside : 0);
  }
  view.starts[count] = next;
  return view;
}

function costEnd(word: CueWord, after: CueWord, pause: number): number {
  const dash = /^[-–—]$/.test(after.text) ? costs.dashFirst : 0;
  // Inside of a word that was cut.
  if (after.glued && word.ending === 'word') return endCosts.word + fairEnd;
  if (word.ending === 'word' && after.ending === 'function') return fairEnd + dash;
  const relief =
    pause >= noticeablePause / 2 && word.ending !== 'label' && word.ending !== 'function' ? 0.4 : 1;
  return endCosts[word.ending] * relief + dash;
}

function measure({ blanks, columns }: View, from: number, to: number): number {
  return (columns[to] ?? 0) - (columns[from] ?? 0) - (blanks[from] ?? 0);
}

/** Whether looking further back than `from` may still give a subtitle; a single word always does. */
function mayHold(view: View, from: number, to: number): boolean {
  if (to - from === 1) return true;
  if ((view.ends[to - 1] ?? 0) - (view.starts[from] ?? 0) > longestCue) return false;
  return measure(view, from, to) <= 2 * lineColumns + 1;
}

function costCue(view: View, from: number, to: number): number {
  const lines = breakLines(view, from, to);
  if (lines.cost === Number.POSITIVE_INFINITY) return lines.cost;
  const inside = {
    sentences: (view.sentences[to - 1] ?? 0) - (view.sentences[from] ?? 0),
    pauses: (view.pauses[to - 1] ?? 0) - (view.pauses[from] ?? 0),
  };
  return (
    costs.cue +
    (view.endCosts[to] ?? 0) +
    lines.cost / 2 +
    inside.sentences * costs.sentenceInside +
    inside.pauses +
    costTime(view, from, to)
  );
}

/** By how long the subtitle can stay: into the silence behind it, up to the next one. */
function costTime(view: View, from: number, to: number): number {
  const start = view.starts[from] ?? 0;
  const room = Math.min(longestCue, (view.starts[to] ?? 0) - cueGap - start);
  const columns = measure(view, from, to);
  const speed = columns / Math.max(room, 0.1);
  return (
    Math.max(0, shortestCue - room) * costs.tooShort +
    Math.max(0, speed - comfortableSpeed) * costs.hasty +
    Math.max(0, speed - highestSpeed) * costs.tooHasty
  );
}

/** One line where the words fit in one; else the best break between two, at an infinite cost where there is none. */
function breakLines(view: View, from: number, to: number): { second: number; cost: number } {
  if (measure(view, from, to) <= lineColumns) return { second: to, cost: 0 };
  let second = to;
  let cost = Number.POSITIVE_INFINITY;
  for (let place = to - 1; place > from; place--) {
    const bottom = measure(view, place, to);
    if (bottom > lineColumns) break;
    const top = measure(view, from, place);
    if (top > lineColumns) continue;
    const here =
      (view.endCosts[place] ?? 0) +
      Math.abs(top - bottom) * costs.imbalance +
      (top > bottom ? costs.topHeavy : 0);
    if (here < cost) [second, cost] = [place, here];
  }
  return { second, cost };
}
