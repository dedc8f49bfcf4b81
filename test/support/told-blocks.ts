// Blocks of turns and segments with words as workers tell them, for tests of who said what.

import type { DiarizedTurns } from '../../src/compute/speech/speakers/speech-map.ts';
import { encodeEmbedding } from '../../src/compute/speech/speakers/voice-embedding.ts';
import type { Segment } from '../../src/wire/event-message.ts';

/** A voice that sounds like a person: each points into a direction of its own, `blur` away from it. */
function sound(person: number, blur = 0): string {
  const embedding = Float32Array.from({ length: 16 }, (_, place) => Number(place === person));
  embedding[(person + 8) % 16] = blur;
  return encodeEmbedding(embedding);
}

/** Turns as [start, end, voice], voices as [person, seconds]. */
export function block(
  turns: readonly (readonly [number, number, number])[],
  voices: readonly (readonly [person: number, seconds: number, blur?: number])[],
): DiarizedTurns {
  return {
    turns: turns.map(([start, end, voice]) => ({ start, end, voice })),
    voices: voices.map(([person, seconds, blur], voice) => ({
      voice,
      seconds,
      embedding: sound(person, blur),
    })),
  };
}

/** Words of half a second each from a second on, one for each that is named. */
export function say(index: number, start: number, text: string): Segment {
  const words = text.split(' ').map((word, place) => ({
    text: word,
    start: start + place / 2,
    end: start + place / 2 + 0.4,
  }));
  return { index, start, end: words.at(-1)?.end ?? start, text, words };
}

export function tell(segments: readonly Segment[]): string[] {
  return segments.map(({ speaker = '?', text }) => `${speaker}: ${text}`);
}
