import type { Segment } from '../../../wire/event-message.ts';
import { joinTexts } from '../join-texts.ts';

/** One subtitle: at most two lines; `start` < `end`, and never before the end of the one before. Seconds. */
export interface Cue {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Characters of a line: the rule of the large broadcasters. */
const lineLength = 42;
/** Seconds that one subtitle stays at most, and at least where the next leaves room. */
const longest = 7;
const shortest = 1;
/** Seconds of silence between two words that end a subtitle. */
const pause = 1.5;

interface TimedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Cuts segments into subtitles at words; segments without word times are spread evenly over their letters. */
export function makeCues(segments: readonly Segment[]): Cue[] {
  let speaker: string | undefined;
  const cues = segments
    .toSorted((a, b) => a.start - b.start || a.index - b.index)
    .flatMap((segment) => {
      const named = segment.speaker !== undefined && segment.speaker !== speaker;
      speaker = segment.speaker;
      return cutSegment(segment, named ? `${segment.speaker}:` : undefined);
    });
  return settleTimes(cues);
}

function cutSegment(segment: Segment, label: string | undefined): Cue[] {
  const words = timeWords(segment).flatMap(cutLongWord);
  const first = words[0];
  if (!first) return [];
  const labelled = label ? [...cutLongWord({ ...first, text: label, end: first.start }), ...words] : words;
  const groups: TimedWord[][] = [];
  for (const word of labelled) {
    const group = groups.at(-1);
    if (group && fits(group, word)) group.push(word);
    else groups.push([word]);
  }
  return groups.map((group) => ({
    start: group[0]?.start ?? segment.start,
    end: group.at(-1)?.end ?? segment.end,
    lines: wrap(group.map((word) => word.text)) ?? [],
  }));
}

function fits(group: readonly TimedWord[], word: TimedWord): boolean {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last) return true;
  if (word.end - first.start > longest || word.start - last.end >= pause) return false;
  return wrap([...group, word].map((member) => member.text)) !== undefined;
}

/** One or two lines of at most `lineLength`, the break nearest to the middle; undefined when they do not fit. */
function wrap(words: readonly string[]): string[] | undefined {
  const whole = joinTexts(words);
  if (size(whole) <= lineLength) return [whole];
  if (size(whole) > 2 * lineLength + 1) return undefined;
  const breaks = words
    .slice(1)
    .map((_, index) => [joinTexts(words.slice(0, index + 1)), joinTexts(words.slice(index + 1))] as const)
    .filter((lines) => lines.every((line) => size(line) <= lineLength))
    .map((lines) => ({
      lines,
      cost: Math.abs(size(lines[0]) - size(lines[1])) - (/[.,;:!?…]$/.test(lines[0]) ? 10 : 0),
    }));
  const best = breaks.reduce<(typeof breaks)[number] | undefined>(
    (a, b) => (a && a.cost <= b.cost ? a : b),
    undefined,
  );
  return best && [...best.lines];
}

function timeWords(segment: Segment): TimedWord[] {
  const timed = segment.words
    .filter((word) => word.text.trim() !== '')
    .map((word) => ({ ...word, text: word.text.trim().replace(/\s+/g, ' ') }));
  if (timed.length > 0) return timed;
  const texts = segment.text.split(/\s+/).filter((text) => text !== '');
  return spread(texts, segment.start, segment.end);
}

/** A word that is longer than a line (an address, a script without blanks) becomes several. */
function cutLongWord(word: TimedWord): TimedWord[] {
  const letters = [...graphemes.segment(word.text)].map((part) => part.segment);
  if (size(word.text) <= lineLength) return [word];
  const parts: string[] = [''];
  for (const letter of letters) {
    const last = parts.at(-1) ?? '';
    if (size(last + letter) > lineLength && last !== '') parts.push(letter);
    else parts[parts.length - 1] = last + letter;
  }
  return spread(parts, word.start, word.end);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function spread(texts: readonly string[], start: number, end: number): TimedWord[] {
  const total = texts.reduce((sum, text) => sum + text.length, 0) || 1;
  let position = 0;
  return texts.map((text) => {
    const from = start + ((end - start) * position) / total;
    position += text.length;
    return { text, start: from, end: start + ((end - start) * position) / total };
  });
}

/** Whole milliseconds, no overlap, and time to read the short ones where the next subtitle leaves it. */
function settleTimes(cues: readonly Cue[]): Cue[] {
  let earliest = 0;
  return cues.map((cue, index) => {
    const start = Math.max(earliest, toMilliseconds(cue.start));
    const next = cues[index + 1];
    const room = next ? Math.max(toMilliseconds(next.start), start + 1) : Number.POSITIVE_INFINITY;
    const wanted = Math.max(toMilliseconds(cue.end), start + shortest * 1000);
    const end = Math.max(start + 1, Math.min(wanted, room));
    earliest = end;
    return { ...cue, start: start / 1000, end: end / 1000 };
  });
}

function toMilliseconds(seconds: number): number {
  return Math.round(Math.max(0, seconds) * 1000);
}

/** Characters as people count them would cost a segmenter per line; code points are near enough. */
function size(text: string): number {
  return [...text].length;
}
