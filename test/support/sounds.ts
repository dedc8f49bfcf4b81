/** Sounds without a word in them, made as they are heard: 16 kHz mono, the same each time. */
const rate = 16_000;

/** A sound that never ends: gives its next sample. */
export type Source = () => number;

/** Plays a source for so many seconds, in chunks of one. */
export async function* play(source: Source, seconds: number, level = 1): AsyncGenerator<Float32Array> {
  for (let second = 0; second < seconds; second++) {
    const chunk = new Float32Array(rate);
    for (let i = 0; i < rate; i++) chunk[i] = Math.max(-1, Math.min(1, source() * level));
    yield chunk;
  }
}

export const silentSource: Source = () => 0;

/** Gaussian, of root mean square 1. */
export function makeWhiteNoise(seed = 1): Source {
  const random = createRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** 3 dB less in each octave: white noise through five poles, of root mean square near 1. */
export function makePinkNoise(seed = 2): Source {
  const white = makeWhiteNoise(seed);
  const poles = [0.99886, 0.99332, 0.969, 0.8665, 0.55];
  const shares = [0.0555, 0.0751, 0.1539, 0.3105, 0.533];
  const states = poles.map(() => 0);
  return () => {
    const input = white();
    let sum = input * 0.5362;
    for (let pole = 0; pole < poles.length; pole++) {
      const state = (poles[pole] ?? 0) * (states[pole] ?? 0) + (shares[pole] ?? 0) * input;
      states[pole] = state;
      sum += state;
    }
    return sum / 2.3;
  };
}

export const musicStyles = ['band', 'organ', 'arpeggio', 'lead'] as const;

/**
 * Music of a computer: `band` has drums, bass and chords, `organ` slow chords, `arpeggio` plucked strings, `lead` a melody
 * with vibrato over drums. Peaks near 0.5.
 */
export function makeMusic(style: (typeof musicStyles)[number]): Source {
  const random = createRandom(style.length);
  let index = 0;
  const parts = styles[style];
  return () => {
    const time = index++ / rate;
    return parts.reduce((sum, part) => sum + part(time, random), 0) * 0.25;
  };
}

type Part = (time: number, random: () => number) => number;

const beat = 0.5;
/** A minor, F, C, G: roots in semitones over A2, and whether the third is large. */
const harmony = [
  [0, false],
  [-4, true],
  [3, true],
  [-2, true],
] as const;

function findChord(time: number, beats: number): readonly number[] {
  const [root, large] = harmony[Math.floor(time / (beat * beats)) % harmony.length] ?? [0, false];
  return [root, root + (large ? 4 : 3), root + 7, root + 12];
}

const toHertz = (semitones: number) => 110 * 2 ** (semitones / 12);

/** A tone with overtones that fall off. */
function sing(time: number, hertz: number, overtones: number): number {
  let sum = 0;
  for (let tone = 1; tone <= overtones && tone * hertz < 7000; tone++)
    sum += Math.sin(2 * Math.PI * hertz * tone * time) / tone ** 1.5;
  return sum;
}

const chords: Part = (time) =>
  findChord(time, 4).reduce((sum, note) => sum + sing(time, toHertz(note + 12), 4), 0) * 0.25;
const bass: Part = (time) => {
  const [root = 0] = findChord(time, 4);
  return sing(time, toHertz(root - 12), 5) * Math.exp(-3 * (time % beat)) * 0.8;
};
const drums: Part = (time, random) => {
  const inBeat = time % beat;
  const inHalf = time % (beat / 2);
  const snare = Math.floor(time / beat) % 2 === 1 ? (random() * 2 - 1) * Math.exp(-18 * inBeat) : 0;
  const kick =
    Math.sin(2 * Math.PI * (45 * inBeat + 8 * (1 - Math.exp(-25 * inBeat)))) * Math.exp(-9 * inBeat);
  return kick + 0.5 * snare + 0.2 * (random() * 2 - 1) * Math.exp(-60 * inHalf);
};
const organ: Part = (time) =>
  findChord(time, 8).reduce((sum, note) => sum + sing(time, toHertz(note + 12), 6), 0) * 0.3;
const plucked: Part = (time) => {
  const step = beat / 4;
  const notes = findChord(time, 4);
  const note = notes[Math.floor(time / step) % notes.length] ?? 0;
  return sing(time, toHertz(note + 24), 6) * Math.exp(-9 * (time % step));
};
const melody: Part = (time) => {
  const notes = findChord(time, 4);
  const note = notes[(Math.floor(time / beat) * 7) % notes.length] ?? 0;
  const inBeat = time % beat;
  const swell = Math.min(1, inBeat / 0.05) * Math.min(1, (beat - inBeat) / 0.08);
  const vibrato = 0.012 * Math.sin(2 * Math.PI * 5.5 * time);
  return sing(time + vibrato / 20, toHertz(note + 24), 5) * swell;
};

const styles: Readonly<Record<(typeof musicStyles)[number], readonly Part[]>> = {
  band: [drums, bass, chords],
  organ: [organ],
  arpeggio: [plucked, bass],
  lead: [melody, drums, chords],
};

/** Mulberry32: the same noise each time. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
