import { runInSlices } from '../../../core/run-in-slices.ts';
import type { WrittenTranscript } from '../transcript.ts';
import { type CueOptions, type CueWord, collectStretches, longestCue, writeLabel } from './cue-words.ts';
import { lineColumns, measureColumns } from './measure-line.ts';
import { comfortableSpeed, cueGap, planCues, shortestCue } from './plan-cues.ts';

/**
 * One subtitle: one or two lines of at most 42 columns, at most 7 s; `start` < `end`, and never before the end of the
 * one before, unless two people speak at the same time: then theirs stand beside each other. Seconds, whole
 * milliseconds.
 */
export interface Cue {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
  /** As they are called. */
  readonly speaker?: string;
}

/** Turns a transcript into subtitles in the order of their starts; no word is lost, doubled or moved before another of its speaker. */
export function makeCues(transcript: WrittenTranscript, options: CueOptions): Promise<Cue[]> {
  return runInSlices(cutTranscript(transcript, options));
}

function* cutTranscript(transcript: WrittenTranscript, options: CueOptions): Generator<void, Cue[], void> {
  const stretches = yield* collectStretches(transcript, options);
  const cues: Cue[] = [];
  for (const [index, { speaker, words }] of stretches.entries()) {
    const next = stretches[index + 1]?.words[0]?.start ?? Number.POSITIVE_INFINITY;
    for (const { from, second, to } of yield* planCues(words, next)) {
      cues.push({
        start: words[from]?.start ?? 0,
        end: words[to - 1]?.end ?? 0,
        lines: [words.slice(from, second), words.slice(second, to)]
          .filter((line) => line.length > 0)
          .map(writeLine),
        ...(speaker === undefined ? {} : { speaker }),
      });
    }
  }
  const settled = settleTimes(cues, transcript.duration);
  return options.labels ? settled.map((cue, index) => nameAgain(cue, settled[index - 1])) : settled;
}

/**
 * Somebody who goes on behind an aside of another person is named again, where the name fits in: the words are what has to
 * be read. Two full lines stay unnamed: a third would hide the picture, and words that move on to the next subtitle would
 * come late from there to the end of the stretch. WebVTT names the speaker of each in its tag all the same.
 */
function nameAgain(cue: Cue, before: Cue | undefined): Cue {
  const { lines, speaker } = cue;
  const [first = '', second] = lines;
  const label = speaker === undefined ? '' : writeLabel(speaker);
  if (speaker === undefined || before?.speaker === speaker || first.startsWith(label)) return cue;
  if (measureColumns(`${label} ${first}`) <= lineColumns)
    return { ...cue, lines: [`${label} ${first}`, ...lines.slice(1)] };
  return second === undefined && measureColumns(label) <= lineColumns
    ? { ...cue, lines: [label, first] }
    : cue;
}

function writeLine(words: readonly CueWord[]): string {
  return words.map(({ glued, text }, index) => (glued || index === 0 ? text : ` ${text}`)).join('');
}

/** Milliseconds. */
const gap = Math.round(cueGap * 1000);
/** A pause that is shorter than this is not shown: the subtitle stays until right before the next. */
const flicker = 500;

/** A short gap where there is room, time to read where the next subtitle leaves it, and no overlap but of voices. */
function settleTimes(given: readonly Cue[], duration: number): Cue[] {
  const cues = given.toSorted((a, b) => a.start - b.start);
  // Nobody reads when the recording is over; words that lie behind its end keep their time.
  const over = cues.reduce(
    (latest, cue) => Math.max(latest, toMilliseconds(cue.end)),
    toMilliseconds(duration),
  );
  /** The last subtitle of each speaker: as it was said, and where it ends now. */
  const last = new Map<string | undefined, { said: Cue; end: number }>();
  const settled = cues.map((cue, index) => {
    const before = [...last.values()].filter(({ said }) => !isBeside(said, cue)).map(({ end }) => end);
    const start = Math.max(0, ...before, toMilliseconds(cue.start));
    const following = findNext(cues, index);
    const next = following ? Math.max(toMilliseconds(following.start), start + 1) : Number.POSITIVE_INFINITY;
    const room = Math.max(next - gap, start + Math.ceil((Math.min(next, start + 2 * gap) - start) / 2));
    const reading = cue.lines.reduce((sum, line) => sum + measureColumns(line), 0) / comfortableSpeed;
    const wanted = Math.max(
      toMilliseconds(cue.end),
      start + Math.ceil(Math.max(shortestCue, Math.min(reading, longestCue)) * 1000),
    );
    const unbroken = next - wanted < flicker ? room : wanted;
    const end = Math.max(start + 1, Math.min(unbroken, room, over, start + longestCue * 1000));
    last.set(cue.speaker, { said: cue, end });
    return { ...cue, start: start / 1000, end: end / 1000 };
  });
  return settled.toSorted((a, b) => a.start - b.start);
}

/** The first subtitle behind it that has to wait for its end. */
function findNext(cues: readonly Cue[], index: number): Cue | undefined {
  const cue = cues[index] as Cue;
  let place = index + 1;
  while (place < cues.length && isBeside(cue, cues[place] as Cue)) place += 1;
  return cues[place];
}

/** Whether the later one is said by somebody else while the earlier one still speaks: for longer than by the way. */
function isBeside(earlier: Cue, later: Cue): boolean {
  return earlier.speaker !== later.speaker && (earlier.end - later.start) * 1000 > flicker;
}

function toMilliseconds(seconds: number): number {
  return Math.round(Math.max(0, seconds) * 1000);
}
