import { deflateSync } from 'node:zlib';
import type { Segment, Word } from '../../../wire/event-message.ts';
import { joinTexts } from '../join-texts.ts';
import type { Speaker, Transcript } from '../transcript.ts';

/*
 * The JSON forms of the OpenAI audio API. What that API tells of a Whisper decoder and our engines do not know is
 * given as nothing (no tokens) or as what makes no reader doubt the segment (temperature, no_speech_prob 0).
 * Beyond the API, `notes` says what a reader should know: made by a fallback, speakers not told apart, …
 */

export type Granularity = 'word' | 'segment';

/** `json`. */
export function tellTranscription(transcript: Transcript, { logprobs = false } = {}) {
  return {
    text: transcript.text,
    languages: transcript.language === '' ? [] : [{ code: transcript.language }],
    ...(logprobs ? { logprobs: tellLogprobs(transcript) } : {}),
    usage: tellUsage(transcript),
    ...tellNotes(transcript),
  };
}

/** `verbose_json`. The texts of its segments, one behind the other, are the whole text. */
export function tellVerbose(transcript: Transcript, granularities: readonly Granularity[]) {
  const nextDelta = createDeltas();
  return {
    task: 'transcribe' as const,
    language: nameLanguage(transcript.language),
    duration: transcript.duration,
    text: transcript.text,
    ...(granularities.includes('word') ? { words: transcript.segments.flatMap(tellWords) } : {}),
    ...(granularities.includes('segment')
      ? {
          segments: transcript.segments.map((segment, id) =>
            tellSegment(segment, id, nextDelta(segment.text)),
          ),
        }
      : {}),
    usage: tellUsage(transcript),
    ...tellNotes(transcript),
  };
}

/** `diarized_json`. */
export function tellDiarized(transcript: Transcript) {
  return {
    task: 'transcribe' as const,
    duration: transcript.duration,
    text: transcript.text,
    segments: tellDiarizedSegments(transcript),
    usage: tellUsage(transcript),
    ...tellNotes(transcript),
  };
}

/** The segments of `diarized_json`, and of its stream. */
export function tellDiarizedSegments({ segments, speakers = [] }: Pick<Transcript, 'segments' | 'speakers'>) {
  const nameSpeaker = createSpeakerNames(speakers);
  return segments.map((segment) => ({
    type: 'transcript.text.segment' as const,
    id: `seg_${segment.index}`,
    start: segment.start,
    end: segment.end,
    text: segment.text.trim(),
    speaker: nameSpeaker(segment.speaker),
  }));
}

/**
 * Calls speakers by the names that people gave them, the others `A`, `B`, … in the order of their first words; where
 * nobody told them apart, all is `A`.
 */
function createSpeakerNames(speakers: readonly Speaker[]): (speaker: string | undefined) => string {
  const names = new Map<string | undefined, string>();
  for (const { id, name } of speakers) if (name !== undefined) names.set(id, name);
  let letters = 0;
  return (speaker) => {
    const known = names.get(speaker);
    if (known !== undefined) return known;
    const letter = nameColumn(letters);
    letters += 1;
    names.set(speaker, letter);
    return letter;
  };
}

/** Gives of each segment's text what it adds to the text so far; all of them together are the transcript's text. */
export function createDeltas(): (text: string) => string {
  let last = '';
  return (text) => {
    const delta = joinTexts([last, text]).slice(last.length);
    if (text.trim() !== '') last = text.trim();
    return delta;
  };
}

export function tellUsage({ duration }: Pick<Transcript, 'duration'>) {
  return { type: 'duration' as const, seconds: duration };
}

export function tellNotes({ notes }: Pick<Transcript, 'notes'>) {
  return notes.length === 0 ? {} : { notes: notes.map(({ code, text }) => ({ code, text: text ?? code })) };
}

/** The engine's confidence in each word, as the natural logarithm: words stand in for tokens. */
export function tellLogprobs(transcript: Transcript) {
  return transcript.segments
    .flatMap((segment) => segment.words)
    .filter((word) => word.confidence !== undefined)
    .map((word) => ({
      token: word.text,
      bytes: [...Buffer.from(word.text)],
      logprob: toLogprob(word.confidence ?? 1),
    }));
}

function tellWords(segment: Segment) {
  return segment.words.map(({ text, start, end }) => ({ word: text.trim(), start, end }));
}

function tellSegment(segment: Segment, id: number, text: string) {
  return {
    id,
    // Frames of 10 ms, as Whisper counts.
    seek: Math.round(segment.start * 100),
    start: segment.start,
    end: segment.end,
    text,
    tokens: [],
    temperature: 0,
    avg_logprob: averageLogprob(segment.words),
    compression_ratio: measureRepetition(text),
    no_speech_prob: 0,
  };
}

/** 0 where the engine tells no confidence: no reader takes the segment for failed. */
function averageLogprob(words: readonly Word[]): number {
  const known = words.flatMap(({ confidence }) => (confidence === undefined ? [] : [toLogprob(confidence)]));
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Of a confidence of 0 no logarithm can be told in JSON. */
function toLogprob(confidence: number): number {
  return Math.log(Math.max(confidence, 1e-6));
}

/** Whisper's measure: text that says the same over and over compresses well. */
function measureRepetition(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length === 0 ? 1 : bytes.length / deflateSync(bytes).length;
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

/** `english`, as Whisper calls it; of a language without a name, and of what is no code, the same. */
function nameLanguage(code: string): string {
  try {
    return (names.of(code) ?? code).toLowerCase();
  } catch {
    return code.toLowerCase();
  }
}

/** A … Z, AA, AB, … */
function nameColumn(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : nameColumn(Math.floor(index / 26) - 1) + letter;
}
