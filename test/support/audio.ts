import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Samples per second of what `makeSamples` gives and `writeWav` takes unless told otherwise. */
const rate = 16_000;

/** A stretch of made sound: seconds of speech-like bursts, steady noise or digital silence. */
export interface Sound {
  readonly kind: 'speech' | 'noise' | 'silence';
  readonly seconds: number;
  /** Peak level, 0 to 1. */
  readonly level?: number;
}

export const speech = (seconds: number, level = 0.3): Sound => ({ kind: 'speech', seconds, level });
export const noise = (seconds: number, level = 0.001): Sound => ({ kind: 'noise', seconds, level });
export const silence = (seconds: number): Sound => ({ kind: 'silence', seconds });

/**
 * Sound as samples, the same each time. Speech is a voice-like buzz in syllables of 0.25 s that fall off to a tenth
 * between, without a pause that would count as one.
 */
export function makeSamples(sounds: readonly Sound[]): Float32Array {
  const parts = sounds.map((sound) => makeSound(sound));
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** The same in chunks of uneven size, as a decoder gives them. */
export async function* makeChunks(
  samples: Float32Array,
  sizes: readonly number[] = [16_384],
): AsyncGenerator<Float32Array> {
  for (let offset = 0, turn = 0; offset < samples.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield samples.slice(offset, offset + size);
    offset += size;
  }
}

/** Writes 16-bit mono PCM with the plain 44-byte header. */
export async function writeWav(path: string, samples: Float32Array, sampleRate = rate): Promise<void> {
  const header = makeWavHeader({ dataBytes: samples.length * 2, sampleRate, channels: 1 });
  await writeFile(path, [header, toSixteenBits(samples)]);
}

/** A plain loop: hours of sound go through it. */
export function toSixteenBits(samples: Float32Array): Int16Array<ArrayBuffer> {
  const written = new Int16Array(samples.length);
  for (let index = 0; index < samples.length; index++)
    written[index] = Math.round(Math.max(-1, Math.min(1, samples[index] ?? 0)) * 32_767);
  return written;
}

/** The 44 bytes before 16-bit PCM; `dataBytes` may claim more than follows. */
export function makeWavHeader(facts: { dataBytes: number; sampleRate: number; channels: number }): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(Math.min(0xffff_ffff, 36 + facts.dataBytes), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(facts.channels, 22);
  header.writeUInt32LE(facts.sampleRate, 24);
  header.writeUInt32LE(facts.sampleRate * facts.channels * 2, 28);
  header.writeUInt16LE(facts.channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(facts.dataBytes, 40);
  return header;
}

/** Runs ffmpeg on our own files: `await runFfmpeg('-i', wav, mp3)`. */
export async function runFfmpeg(...args: string[]): Promise<void> {
  await promisify(execFile)('ffmpeg', ['-nostdin', '-hide_banner', '-v', 'error', '-y', ...args]);
}

function makeSound({ kind, seconds, level = 0 }: Sound): Float32Array {
  const samples = new Float32Array(Math.round(seconds * rate));
  if (kind === 'silence') return samples;
  const random = createRandom(samples.length);
  for (let index = 0; index < samples.length; index++)
    samples[index] = (kind === 'noise' ? random() * 2 - 1 : buzz(index / rate)) * level;
  return samples;
}

const harmonics = [1, 2, 3, 5, 8];

function buzz(time: number): number {
  const syllable = 0.1 + 0.9 * Math.sin(Math.PI * ((time / 0.25) % 1)) ** 2;
  const pitch = 120 + 30 * Math.sin(time * 1.7);
  let voice = 0;
  for (const harmonic of harmonics) voice += Math.sin(2 * Math.PI * pitch * harmonic * time) / harmonic;
  return (syllable * voice) / 2.2;
}

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
