import type { SpeakerCount } from '../../../wire/event-message.ts';
import { compareEmbeddings, toUnitLength } from './voice-embedding.ts';

/** A voice of one block. */
export interface HeardVoice {
  /** Of speech. */
  readonly seconds: number;
  /** Of length 1. */
  readonly embedding: Float32Array;
}

/**
 * The cosine from which two voices, measured on some seconds of speech each, are one person. Verification of speakers by
 * models of this kind (WeSpeaker, 3D-Speaker, TitaNet) parts equals from others at 0.3 to 0.4 for single sentences;
 * whole voices of one person lie well above 0.5. Too high a border gives one person two names, too low gives two one.
 */
const sameVoice = 0.45;
/** Seconds of speech under which an embedding says more about the words than about the voice. */
const enoughSpeech = 1.5;
/** Seconds beyond which more speech makes it no surer that this is somebody. */
const sureSpeech = 15;
/** Voices compared with each other; of more, the longest. */
const mostCompared = 1000;

/**
 * Joins the voices of all blocks to speakers: for each voice the number of its speaker. The two most alike become one,
 * again and again (by the average over all their speech), as long as they sound the same or there are more than asked
 * for, and never fewer than asked for. Voices of one block may be one person: a diarizer rather divides too much.
 */
export function joinVoices(voices: readonly HeardVoice[], count: SpeakerCount): number[] {
  const least = Math.max(1, count.exactly ?? count.least ?? 1);
  const most = count.exactly ?? count.most ?? Number.POSITIVE_INFINITY;
  const grouping = createGrouping(voices, chooseCompared(voices, least));
  let size = listPlaces(grouping).length;
  while (size > least && joinAlike(grouping)) size--;
  for (; size > most; size--) joinCheapest(grouping);
  return giveOthers(
    voices,
    grouping.groups.filter((group) => group !== undefined),
  );
}

/** Places of the voices that speakers are made of; the rest is given to one of them. */
function chooseCompared(voices: readonly HeardVoice[], least: number): number[] {
  const byLength = voices
    .map((_, place) => place)
    .toSorted((one, other) => (voices[other]?.seconds ?? 0) - (voices[one]?.seconds ?? 0) || one - other);
  const enough = byLength.filter((place) => (voices[place]?.seconds ?? 0) >= enoughSpeech);
  // Where people say little, what they say has to do.
  const wanted = Math.min(mostCompared, Math.max(enough.length, least, 1));
  return byLength.slice(0, wanted).toSorted((one, other) => one - other);
}

interface Group {
  readonly members: readonly number[];
  readonly seconds: number;
}

/** Groups by place; a place whose group became part of another is empty. */
interface Grouping {
  readonly groups: (Group | undefined)[];
  /** How alike any two are: row by row. */
  readonly alike: Float32Array;
  /** For each group the place of the one most like it; -1 where it is alone. */
  readonly nearest: number[];
}

function createGrouping(voices: readonly HeardVoice[], compared: readonly number[]): Grouping {
  const groups = compared.map((place) => ({
    members: [place],
    seconds: Math.max(1e-3, voices[place]?.seconds ?? 0),
  }));
  const alike = compareAll(compared.map((place) => voices[place]?.embedding ?? new Float32Array()));
  const grouping = { groups, alike, nearest: groups.map(() => -1) };
  for (const place of listPlaces(grouping)) grouping.nearest[place] = findNearest(grouping, place);
  return grouping;
}

function listPlaces({ groups }: Pick<Grouping, 'groups'>): number[] {
  return groups.flatMap((group, place) => (group ? [place] : []));
}

function getLikeness({ groups, alike }: Grouping, one: number, other: number): number {
  return alike[one * groups.length + other] ?? -1;
}

function findNearest(grouping: Grouping, one: number): number {
  let best = -1;
  grouping.groups.forEach((group, other) => {
    if (!group || other === one) return;
    if (best === -1 || getLikeness(grouping, one, other) > getLikeness(grouping, one, best)) best = other;
  });
  return best;
}

/** Joins the two most alike; false when even they do not sound the same. */
function joinAlike(grouping: Grouping): boolean {
  const { nearest } = grouping;
  let best = { one: -1, other: -1, likeness: sameVoice };
  for (const one of listPlaces(grouping)) {
    const other = nearest[one] ?? -1;
    const likeness = getLikeness(grouping, one, other);
    if (other !== -1 && likeness >= sameVoice && (best.one === -1 || likeness > best.likeness)) {
      best = { one, other, likeness };
    }
  }
  if (best.one !== -1) join(grouping, Math.min(best.one, best.other), Math.max(best.one, best.other));
  return best.one !== -1;
}

/**
 * Joins the two that lose least by it: of voices that do not sound the same, a cough goes before a person. What a group
 * weighs ends at `sureSpeech`, so that whoever says little beside others is not taken for one.
 */
function joinCheapest(grouping: Grouping): void {
  const places = listPlaces(grouping);
  let best = { one: 0, other: 0, cost: Number.POSITIVE_INFINITY };
  for (const [at, one] of places.entries()) {
    for (const other of places.slice(at + 1)) {
      const weight = weigh(grouping.groups[one], grouping.groups[other]);
      const cost = weight * (1 - getLikeness(grouping, one, other));
      if (cost < best.cost) best = { one, other, cost };
    }
  }
  join(grouping, best.one, best.other);
}

/** `other` becomes part of `one`; how like the rest they are is the average by seconds. */
function join(grouping: Grouping, one: number, other: number): void {
  const { groups, alike, nearest } = grouping;
  const [first, second] = [groups[one], groups[other]];
  if (!first || !second || one === other) return;
  const seconds = first.seconds + second.seconds;
  groups[one] = { members: [...first.members, ...second.members], seconds };
  groups[other] = undefined;
  const rest = listPlaces(grouping).filter((place) => place !== one);
  for (const third of rest) {
    const sum =
      first.seconds * getLikeness(grouping, one, third) +
      second.seconds * getLikeness(grouping, other, third);
    alike[one * groups.length + third] = sum / seconds;
    alike[third * groups.length + one] = sum / seconds;
  }
  for (const third of rest) {
    const known = nearest[third] ?? -1;
    if (known === one || known === other) nearest[third] = findNearest(grouping, third);
  }
  nearest[one] = findNearest(grouping, one);
}

function weigh(one: Group | undefined, other: Group | undefined): number {
  const first = Math.min(sureSpeech, one?.seconds ?? 0);
  const second = Math.min(sureSpeech, other?.seconds ?? 0);
  return (first * second) / (first + second);
}

function compareAll(embeddings: readonly Float32Array[]): Float32Array {
  const count = embeddings.length;
  const alike = new Float32Array(count * count).fill(1);
  embeddings.forEach((one, row) => {
    for (let column = row + 1; column < count; column++) {
      const cosine = compareEmbeddings(one, embeddings[column] ?? new Float32Array());
      alike[row * count + column] = cosine;
      alike[column * count + row] = cosine;
    }
  });
  return alike;
}

/** Voices with too little speech go to whom they are most like. */
function giveOthers(voices: readonly HeardVoice[], groups: readonly Group[]): number[] {
  const speakers = new Array<number>(voices.length).fill(-1);
  groups.forEach(({ members }, speaker) => {
    for (const member of members) speakers[member] = speaker;
  });
  const sounds = groups.map(({ members }) =>
    averageEmbedding(members.map((place) => voices[place]).filter((voice) => voice !== undefined)),
  );
  return speakers.map((speaker, place) => {
    if (speaker !== -1) return speaker;
    const own = voices[place]?.embedding ?? new Float32Array();
    const likes = sounds.map((sound) => compareEmbeddings(own, sound));
    return likes.indexOf(Math.max(...likes));
  });
}

/** What they sound like together, by seconds; those of another kind than the longest are left out. */
export function averageEmbedding(voices: readonly HeardVoice[]): Float32Array {
  const longest = voices.toSorted((one, other) => other.seconds - one.seconds)[0]?.embedding;
  const sum = new Float32Array(longest?.length ?? 0);
  for (const { embedding, seconds } of voices) {
    if (embedding.length !== sum.length) continue;
    for (let place = 0; place < sum.length; place++) {
      sum[place] = (sum[place] ?? 0) + Math.max(1e-3, seconds) * (embedding[place] ?? 0);
    }
  }
  return toUnitLength(sum);
}
