import type { Segment } from '../../../wire/event-message.ts';
import { needsBlank } from '../join-texts.ts';
import type { WrittenTranscript } from '../transcript.ts';
import { cutWord } from './cut-words.ts';
import type { FormatOptions } from './format-options.ts';
import { isFunctionWord } from './function-words.ts';
import { lineColumns, measureColumns } from './measure-line.ts';
import { nameSpeaker } from './name-speaker.ts';
import { wordSegment } from './word-segment.ts';

/** Seconds that a subtitle stays at most; no word is longer. */
export const longestCue = 7;
/** Seconds of silence that no subtitle spans. */
const longPause = 3;

/** A word, or a part of one, as subtitles are made of them; at most a line long. */
export interface CueWord {
  readonly text: string;
  /** Seconds; neither goes back from word to word of a speaker. */
  readonly start: number;
  readonly end: number;
  readonly columns: number;
  /** Stands right behind the one before, without a blank. */
  readonly glued: boolean;
  /** How well a subtitle may end behind it; `label` is a speaker's name, which belongs to what follows. */
  readonly ending: 'sentence' | 'clause' | 'word' | 'function' | 'label';
}

/** What one speaker says without a long pause. */
export interface Stretch {
  readonly words: CueWord[];
  /** As they are called. */
  readonly speaker?: string;
}

export interface CueOptions extends Pick<FormatOptions, 'texts'> {
  /** Writes a speaker's name before their first words. */
  readonly labels: boolean;
}

/** The words of a transcript in their order; segments without times of words are spread over their letters. */
export function* collectStretches(
  transcript: WrittenTranscript,
  options: CueOptions,
): Generator<void, Stretch[], void> {
  const stretches: Stretch[] = [];
  const segments = transcript.segments.toSorted((a, b) => a.start - b.start || a.index - b.index);
  let speaker: string | undefined;
  /** Where each speaker's last word began: who speaks at the same time keeps their own. */
  const reached = new Map<string | undefined, number>();
  for (const segment of segments) {
    yield;
    const words = settleWords(
      yield* readWords(segment, transcript, options),
      reached.get(segment.speaker) ?? 0,
    );
    if (words.length === 0) continue;
    const changed = segment.speaker !== speaker;
    const last = stretches.at(-1);
    speaker = segment.speaker;
    reached.set(speaker, words.at(-1)?.start ?? 0);
    if (last && !changed && mayGoOn(last.words, words)) {
      for (const word of glueFirst(last.words, words)) last.words.push(word);
    } else stretches.push(openStretch(words, speaker, changed, { transcript, ...options }));
  }
  return stretches;
}

function mayGoOn(before: readonly CueWord[], words: readonly CueWord[]): boolean {
  return (words[0]?.start ?? 0) - (before.at(-1)?.end ?? 0) < longPause;
}

function openStretch(
  words: CueWord[],
  speaker: string | undefined,
  changed: boolean,
  { labels, texts, transcript }: CueOptions & { readonly transcript: WrittenTranscript },
): Stretch {
  if (!speaker) return { words };
  const name = nameSpeaker(speaker, transcript, texts);
  const label = changed && labels ? [makeLabel(name, words[0]?.start ?? 0)] : [];
  return { words: [...label, ...words], speaker: name };
}

interface TimedText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words on one line each: control characters are blanks, and what consists of blanks is no word. */
function* readWords(
  segment: Segment,
  transcript: WrittenTranscript,
  options: CueOptions,
): Generator<void, CueWord[], void> {
  const language = segment.language ?? transcript.language;
  const timed = segment.words
    .map(({ end, start, text }) => ({ text: cleanText(text), start, end }))
    .filter(({ text }) => text !== '');
  const words = timed.length > 0 ? timed : spreadText(cleanText(wordSegment(segment, options)), segment);
  const read: CueWord[] = [];
  for (const [index, word] of words.entries()) {
    const before = words[index - 1]?.text;
    const glued = before !== undefined && !needsBlank(before, word.text);
    const parts = spread(cutWord(word.text), word.start, word.end);
    for (const [place, part] of parts.entries()) {
      const last = index === words.length - 1 && place === parts.length - 1;
      read.push({
        ...part,
        columns: measureColumns(part.text),
        glued: place > 0 || glued,
        ending: judgeEnding(part.text, language, last),
      });
    }
    yield;
  }
  return read;
}

function cleanText(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function spreadText(text: string, { end, start }: Segment): TimedText[] {
  return text === '' ? [] : spread(text.split(' '), start, end);
}

function spread(texts: readonly string[], start: number, end: number): TimedText[] {
  const total = texts.reduce((sum, text) => sum + text.length, 0) || 1;
  let position = 0;
  return texts.map((text) => {
    const from = start + ((end - start) * position) / total;
    position += text.length;
    return { text, start: from, end: start + ((end - start) * position) / total };
  });
}

/** The end of a segment is one of a clause at least, where an engine writes no marks; unless the word leans on the next. */
function judgeEnding(text: string, language: string, lastOfSegment: boolean): CueWord['ending'] {
  // First, since “Mr.” ends no sentence.
  if (isFunctionWord(text, language)) return 'function';
  if (/[.!?…。！？؟।။។]["'»”’)\]」』]*$/u.test(text)) return 'sentence';
  if (/[,;:，、；：،؛—–)\]»”]$/u.test(text)) return 'clause';
  return lastOfSegment ? 'clause' : 'word';
}

/** Times that never go back, and no word longer than a subtitle stays. */
function settleWords(words: readonly CueWord[], from: number): CueWord[] {
  let now = from;
  return words.map((word) => {
    now = Math.max(now, word.start);
    return { ...word, start: now, end: Math.min(Math.max(now, word.end), now + longestCue) };
  });
}

function glueFirst(before: readonly CueWord[], words: readonly CueWord[]): CueWord[] {
  const [first, ...others] = words;
  const last = before.at(-1);
  if (!first || !last) return [...words];
  return [{ ...first, glued: !needsBlank(last.text, first.text) }, ...others];
}

function makeLabel(name: string, start: number): CueWord {
  const text = writeLabel(name);
  return { text, start, end: start, columns: measureColumns(text), glued: false, ending: 'label' };
}

/** A name as it stands before what is said; one that would leave no room for words is cut. */
export function writeLabel(name: string): string {
  const letters = [...name];
  const most = lineColumns / 2 - 2;
  return `${letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : name}:`;
}
