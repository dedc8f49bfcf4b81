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
      { name: nameSpeaker(speaker, text), colour: place % colourCount },
    ]),
  );
  return (id) => (id === undefined ? undefined : found.get(id));
}

/** The name that somebody gave them, else a number. */
export function nameSpeaker({ id, name }: Pick<Speaker, 'id' | 'name'>, text: Text): string {
  return name ?? text('web-speaker', { number: id.replace(/^S/, '') });
}
