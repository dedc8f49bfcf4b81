import { describe, expect, it } from 'vitest';
import { type HeardSpeaker, matchVoices } from './match-voices.ts';
import { toUnitLength } from './voice-embedding.ts';

const sound = (...values: number[]) => toUnitLength(Float32Array.from(values));
const speaker = (id: string, embedding: Float32Array, seconds = 10): HeardSpeaker => ({
  id,
  seconds,
  embedding,
});
const voice = (id: string, ...embeddings: Float32Array[]) => ({
  id,
  samples: embeddings.map((embedding) => ({ seconds: 10, embedding })),
});
const match = (...given: Parameters<typeof matchVoices<string>>) => Object.fromEntries(matchVoices(...given));

describe('voices that are known again', () => {
  it('are those that sound alike, whoever came first', () => {
    const speakers = [speaker('S1', sound(0, 1, 0.2)), speaker('S2', sound(1, 0.1, 0))];
    const voices = [voice('anna', sound(1, 0, 0)), voice('boris', sound(0, 1, 0))];
    expect(match(speakers, voices)).toEqual({ S1: 'boris', S2: 'anna' });
  });

  it('are nobody who sounds otherwise, said too little, or was measured by another model', () => {
    const anna = [voice('anna', sound(1, 0, 0))];
    expect(match([speaker('S1', sound(0.4, 1, 0))], anna)).toEqual({});
    expect(match([speaker('S1', sound(1, 0, 0), 2)], anna)).toEqual({});
    expect(match([speaker('S1', sound(1, 0))], anna)).toEqual({});
    expect(match([speaker('S1', new Float32Array(3))], anna)).toEqual({});
    expect(match([speaker('S1', sound(1, 0, 0))], [voice('empty')])).toEqual({});
  });

  it('are one speaker of a recording each: the surest', () => {
    const speakers = [speaker('S1', sound(1, 0.5, 0)), speaker('S2', sound(1, 0.1, 0))];
    expect(match(speakers, [voice('anna', sound(1, 0, 0))])).toEqual({ S2: 'anna' });
    const twins = [voice('anna', sound(1, 0, 0)), voice('olga', sound(1, 0.5, 0))];
    expect(match(speakers, twins)).toEqual({ S1: 'olga', S2: 'anna' });
  });

  it('sound like the average of their samples, as far as these compare', () => {
    const anna = voice('anna', sound(1, 0, 0), sound(0, 1, 0), sound(1, 0));
    expect(match([speaker('S1', sound(1, 1, 0))], [anna])).toEqual({ S1: 'anna' });
  });
});
