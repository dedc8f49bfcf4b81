import { divideWords } from '../../../core/divide-words.ts';
import type { Hearing, Segment, WorkerEvent } from '../../../wire/event-message.ts';
import type { HeardChannel, HeardPart, PastHearing, StoredWord } from '../../../wire/past-hearing.ts';
import { mergeNotes } from './merge-notes.ts';

type SegmentEvent = Pick<Extract<WorkerEvent, { type: 'segment' }>, 'segments' | 'hearing'>;

export const nothingHeard: PastHearing = { parts: [], channels: [], notes: [] };

/** What is kept in the end does not grow with the length of a recording. */
const mostParts = 100;
const mostChannels = 64;
const mostNotes = 20;
const longestTail = 8;
const longestWord = 100;

/** Adds a piece that is stored to what is known of those before it. A worker that says nothing of it still gave words. */
export function addHearing(past: PastHearing, { segments, hearing }: SegmentEvent): PastHearing {
  const parts = hearing ? [toPart(hearing)] : segments.map(toUnknownPart);
  return {
    ...past,
    parts: parts.reduce(addPart, past.parts),
    channels: addChannels(past.channels, segments, hearing),
    notes: mergeNotes(past.notes, hearing?.notes ?? []).slice(0, mostNotes),
  };
}

/** What tells the voices apart from here on. */
export function addDiarizer(past: PastHearing, diarizer: string | undefined): PastHearing {
  const { diarizer: _, ...rest } = past;
  return diarizer === undefined ? rest : { ...rest, diarizer };
}

function toPart({ engine, model, quality, hot_words, language, clear, seconds }: Hearing): HeardPart {
  return { engine, model, quality, hot_words, ...(language && { language }), clear, seconds };
}

function toUnknownPart({ start, end, text, language }: Segment): HeardPart {
  const seconds = text.trim() === '' ? 0 : Math.max(0, end - start);
  return { ...(language && { language }), clear: language !== undefined, seconds };
}

function addPart(parts: HeardPart[], part: HeardPart): HeardPart[] {
  if (part.seconds === 0) return parts;
  const place = parts.findIndex((other) => isAlike(other, part));
  const known = parts[place];
  if (!known) return parts.length < mostParts ? [...parts, part] : parts;
  const seconds = Math.round((known.seconds + part.seconds) * 1000) / 1000;
  return parts.with(place, { ...known, seconds });
}

function isAlike(a: HeardPart, b: HeardPart): boolean {
  return (['engine', 'model', 'quality', 'hot_words', 'language', 'clear'] as const).every(
    (key) => a[key] === b[key],
  );
}

function addChannels(
  channels: readonly HeardChannel[],
  segments: readonly Segment[],
  hearing: Hearing | undefined,
): HeardChannel[] {
  const grown = [...channels];
  for (const number of [hearing?.channel, ...(hearing?.same ?? [])]) {
    const place = grown.findIndex((one) => one.channel === number);
    const channel = growChannel(grown[place], number, segments, hearing);
    if (place >= 0) grown[place] = channel;
    else if (grown.length < mostChannels) grown.push(channel);
  }
  return grown;
}

function growChannel(
  before: HeardChannel | undefined,
  channel: number | undefined,
  segments: readonly Segment[],
  hearing: Hearing | undefined,
): HeardChannel {
  const { settled, rival, detector } = hearing ?? {};
  const same = before === undefined || before.detector === detector;
  const last = segments.findLast((segment) => segment.end >= (before?.until ?? 0));
  return {
    ...(channel !== undefined && { channel }),
    pieces: (before?.pieces ?? 0) + 1,
    ...(same && detector !== undefined && { detector }),
    ...(settled !== undefined && { settled }),
    ...(rival !== undefined && { rival }),
    until: last?.end ?? before?.until ?? 0,
    tail: last ? listLastWords(last) : (before?.tail ?? []),
  };
}

/** Where only a text is known, its words share its time. */
function listLastWords({ text, start, end, words }: Segment): StoredWord[] {
  const cut = (word: string) => word.slice(0, longestWord);
  if (words.length > 0)
    return words.slice(-longestTail).map((word) => ({
      text: cut(word.text),
      start: word.start,
      end: word.end,
    }));
  const spans = divideWords(text);
  const step = (end - start) / Math.max(1, spans.length);
  return spans
    .map(({ from, to }, place) => ({
      text: cut(text.slice(from, to)),
      start: start + place * step,
      end: start + (place + 1) * step,
      guessed: true as const,
    }))
    .slice(-longestTail);
}
