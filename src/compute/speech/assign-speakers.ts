import type { Note, Segment, SpeakerCount, Word, WorkerEvent } from '../../wire/event-message.ts';
import { joinTexts } from './join-texts.ts';
import { giveWords } from './speakers/give-words.ts';
import { type DiarizedTurns, type MappedSpeaker, mapSpeakers } from './speakers/speech-map.ts';
import { encodeEmbedding } from './speakers/voice-embedding.ts';

export interface AssignedSpeaker {
  /** `S1`, `S2`, …, in order of first words. */
  readonly id: string;
  /** Of speech, whether words were made of it or not. */
  readonly seconds: number;
  /** What the voice sounds like: little-endian 32-bit floats in base64; absent where it was told by the channel. */
  readonly embedding?: string;
}

export interface AssignedSpeakers<S extends Segment> {
  /** All words in the order they had; a segment in which the speaker changes has become several. Numbered from 0. */
  readonly segments: S[];
  readonly speakers: AssignedSpeaker[];
  /** `speaker-count-missed`, where there are not as many as asked for. */
  readonly notes: Note[];
}

/** What the end of a recording says of its speakers. */
export type SpeakerTerms = Pick<Extract<WorkerEvent, { type: 'succeeded' }>, 'blocks' | 'speakers' | 'notes'>;

/**
 * Who spoke in a recording that is done: by the voices in its blocks, else as its segments say themselves (each channel
 * is one speaker, or another program told them). Blocks of which the notes say that voices could not be told count for
 * nothing. The order of segments is theirs; the notes are all of them, those of `terms` first.
 */
export function settleSpeakers<S extends Segment>(
  segments: readonly S[],
  blocks: readonly DiarizedTurns[],
  terms: SpeakerTerms,
): AssignedSpeakers<S> {
  const told = terms.blocks > 0 && !terms.notes.some((note) => note.code === 'diarization-unavailable');
  if (!told) return { segments: [...segments], speakers: listSpeakers(segments), notes: [...terms.notes] };
  const assigned = assignSpeakers(segments, blocks, terms.speakers);
  return { ...assigned, notes: [...terms.notes, ...assigned.notes] };
}

function listSpeakers(segments: readonly Segment[]): AssignedSpeaker[] {
  const seconds = new Map<string, number>();
  for (const { speaker, start, end } of segments) {
    if (speaker !== undefined) seconds.set(speaker, (seconds.get(speaker) ?? 0) + Math.max(0, end - start));
  }
  return [...seconds].map(([id, spoken]) => ({ id, seconds: Math.round(spoken * 1000) / 1000 }));
}

/**
 * Joins the voices of all blocks to speakers, and gives them the words of a recording. Segments come in their order;
 * whatever else they carry stays with each part. Without a turn they are as they were. 10 hours take less than a second.
 */
export function assignSpeakers<S extends Segment>(
  segments: readonly S[],
  blocks: readonly DiarizedTurns[],
  count: SpeakerCount = {},
): AssignedSpeakers<S> {
  const mapped = mapSpeakers(blocks, count).filter((speaker) => speaker.turns.length > 0);
  if (mapped.length === 0)
    return { segments: renumber(segments), speakers: [], notes: noteCount(segments, 0, count) };
  const names = new Map<number, string>();
  const nameOf = (owner: number) => {
    const name = names.get(owner) ?? `S${names.size + 1}`;
    names.set(owner, name);
    return name;
  };
  let last = -1;
  const assigned = segments.flatMap((segment) => {
    const parts = splitSegment(segment, mapped, last);
    last = parts.at(-1)?.owner ?? last;
    return parts.map(({ part, owner }) => (owner === -1 ? part : { ...part, speaker: nameOf(owner) }));
  });
  const speakers = [...names].map(([owner, id]) => presentSpeaker(id, mapped[owner]));
  return {
    segments: renumber(assigned),
    speakers,
    notes: noteCount(segments, speakers.length, count),
  };
}

interface Part<S> {
  readonly part: S;
  /** Place among the mapped speakers; -1: nobody. */
  readonly owner: number;
}

/** At each change of the speaker, between two words. */
function splitSegment<S extends Segment>(
  segment: S,
  speakers: readonly MappedSpeaker[],
  before: number,
): Part<S>[] {
  const { words } = segment;
  if (words.length === 0) {
    const [owner = -1] = giveWords([segment], speakers, before);
    return [{ part: segment, owner }];
  }
  const owners = giveWords(words, speakers, before);
  const starts = words.flatMap((_, place) =>
    place === 0 || owners[place] !== owners[place - 1] ? [place] : [],
  );
  if (starts.length === 1) return [{ part: segment, owner: owners[0] ?? -1 }];
  return starts.map((from, place) => {
    const until = starts[place + 1] ?? words.length;
    const part = cutSegment(segment, words.slice(from, until), {
      first: from === 0,
      last: until === words.length,
    });
    return { part, owner: owners[from] ?? -1 };
  });
}

function cutSegment<S extends Segment>(
  segment: S,
  words: Word[],
  { first, last }: { readonly first: boolean; readonly last: boolean },
): S {
  return {
    ...segment,
    start: first ? segment.start : (words[0]?.start ?? segment.start),
    end: last ? segment.end : Math.max(...words.map((word) => word.end)),
    text: joinTexts(words.map((word) => word.text)),
    words,
  };
}

function renumber<S extends Segment>(segments: readonly S[]): S[] {
  return segments.map((segment, index) => ({ ...segment, index }));
}

function presentSpeaker(id: string, speaker: MappedSpeaker | undefined): AssignedSpeaker {
  return {
    id,
    seconds: Math.round((speaker?.seconds ?? 0) * 1000) / 1000,
    embedding: encodeEmbedding(speaker?.embedding ?? new Float32Array()),
  };
}

/** Where nothing was said, nobody is missed. */
function noteCount(
  segments: readonly Segment[],
  found: number,
  { exactly, least, most }: SpeakerCount,
): Note[] {
  if (segments.length === 0) return [];
  const lowest = exactly ?? least ?? 0;
  const highest = exactly ?? most ?? Number.POSITIVE_INFINITY;
  if (found >= lowest && found <= highest) return [];
  return [{ code: 'speaker-count-missed', args: { wanted: found < lowest ? lowest : highest, found } }];
}
