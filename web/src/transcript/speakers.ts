import type { Transcript } from '../api/client.ts';
import type { Text } from '../texts/use-texts.ts';

export type Speaker = NonNullable<Transcript['speakers']>[number];

/** How many colours styles have. */
const colourCount = 8;

/** What a speaker is called and which colour is theirs; undefined for nobody. */
export type FindSpeaker = (id: string | undefined) => { name: string; colour: number } | undefined;

export function createSpeakerFinder(speakers: readonly Speaker[], text: Text): FindSpeaker {
  const found = new Map(
    speakers.map((speaker, place) => [
      speaker.id,
      { name: nameSpeaker(speaker, text), colour: findColour(speaker.id, place) },
    ]),
  );
  return (id) => (id === undefined ? undefined : found.get(id));
}

/** By the number that a speaker has for good, so that nobody's colour changes when another comes or goes. */
export function findColour(id: string, place: number): number {
  const [, digits] = /^S(\d{1,6})$/.exec(id) ?? [];
  return digits === undefined ? place % colourCount : (Number(digits) + colourCount - 1) % colourCount;
}

/** The name that somebody gave them, else a number. */
export function nameSpeaker(
  { id, name }: { readonly id: string; readonly name?: string | undefined },
  text: Text,
): string {
  return name ?? text('web-speaker', { number: id.replace(/^S/, '') });
}

/** Seconds that each speaker speaks, as the segments are now. */
export function sumSeconds(segments: Transcript['segments']): ReadonlyMap<string, number> {
  const seconds = new Map<string, number>();
  for (const { end, speaker, start } of segments)
    if (speaker !== undefined) seconds.set(speaker, (seconds.get(speaker) ?? 0) + Math.max(0, end - start));
  return seconds;
}
