import { type MappedSpeaker, measureDistance, measureOverlap } from './speech-map.ts';

/** A word, or a segment whose words have no times. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Seconds from a turn within which a word outside of all turns belongs to it: turns end a little early. */
const reach = 1;
/** Of the best overlap: whoever speaks about as much of a word may have said it. */
const nearlyAll = 0.8;
/** Of a word: a speaker of less of it, beside another who does not speak either, was clipped by a border. */
const firmly = 0.5;

/**
 * Gives each word of a segment to a speaker: the one who speaks most of it; where several speak at once the one who spoke
 * before; outside of all turns the nearest one, or whoever says the words beside it. `before` spoke last; -1 is nobody.
 */
export function giveWords(
  words: readonly Stretch[],
  speakers: readonly MappedSpeaker[],
  before: number,
): number[] {
  let last = before;
  const claims = words.map((word) => {
    const claim = claimWord(word, speakers, last);
    if (claim.speaker !== -1) last = claim.speaker;
    return claim;
  });
  const owners = fillGaps(
    claims.map((claim) => claim.speaker),
    before,
  );
  return smooth(words, claims, owners, speakers);
}

interface Claim {
  /** -1: nobody near. */
  readonly speaker: number;
  /** Whether the speaker is known to speak most of the word, alone. */
  readonly firm: boolean;
}

function claimWord(word: Stretch, speakers: readonly MappedSpeaker[], last: number): Claim {
  const [start, end] = widen(word);
  const overlaps = speakers.map((speaker) => measureOverlap(speaker, start, end));
  const most = Math.max(0, ...overlaps);
  if (most === 0) return { speaker: findNearest(word, speakers, last), firm: false };
  const rivals = overlaps.flatMap((overlap, speaker) => (overlap >= nearlyAll * most ? [speaker] : []));
  const speaker = rivals.includes(last) ? last : overlaps.indexOf(most);
  return { speaker, firm: rivals.length === 1 && most >= firmly * (end - start) };
}

/** Some engines give the moment of a word only. */
function widen({ start, end }: Stretch): [number, number] {
  return end - start >= 0.02 ? [start, end] : [start - 0.01, start + 0.01];
}

function findNearest(word: Stretch, speakers: readonly MappedSpeaker[], last: number): number {
  const distances = speakers.map((speaker) => measureDistance(speaker, word.start, word.end));
  const least = Math.min(...distances);
  if (!(least <= reach)) return -1;
  return distances[last] === least ? last : distances.indexOf(least);
}

/** A word that nobody is near to goes with the word before, at the beginning with the one behind. */
function fillGaps(owners: readonly number[], before: number): number[] {
  let last = owners.find((owner) => owner !== -1) ?? before;
  return owners.map((owner) => {
    if (owner !== -1) last = owner;
    return last;
  });
}

/**
 * A lone word of somebody else within a sentence stays his only when he surely says it ("no!" into somebody's sentence):
 * borders of turns are blurred by a tenth of a second or two, words are not.
 */
function smooth(
  words: readonly Stretch[],
  claims: readonly Claim[],
  owners: readonly number[],
  speakers: readonly MappedSpeaker[],
): number[] {
  return owners.map((owner, place) => {
    const [left, right] = [owners[place - 1], owners[place + 1]];
    const other = left ?? right;
    if (other === undefined || other === owner) return owner;
    if (left !== undefined && right !== undefined && left !== right) return owner;
    const word = words[place];
    if (!word || (claims[place]?.firm && !speaks(speakers[other], word))) return owner;
    return other;
  });
}

function speaks(speaker: MappedSpeaker | undefined, word: Stretch): boolean {
  const [start, end] = widen(word);
  return speaker !== undefined && measureOverlap(speaker, start, end) >= firmly * (end - start);
}
