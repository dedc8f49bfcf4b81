import {
  type AlphabetName,
  bins,
  encodeWord,
  getBinCentre,
  getTones,
  timings,
  toneAmplitude,
} from './pilot-code.ts';

const sampleRate = 16_000;

export interface PilotAudio {
  /** 16 kHz mono in [-1, 1]. */
  readonly samples: Float32Array;
  /** The truth: where each word's tones begin and end, in seconds. */
  readonly words: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

export interface PilotAudioOptions {
  /** Seconds of silence before the first word and after the last. */
  readonly margin?: number;
  /** Seconds between words. */
  readonly pause?: number;
  /** A hum like a voice, below 3 kHz, so that detectors of speech find some. */
  readonly carrier?: boolean;
  readonly alphabet?: AlphabetName;
}

/** Speaks words of small letters and . , ? ' - ! in pilot tones, 8.3 letters a second. */
export function makePilotAudio(text: string, options: PilotAudioOptions = {}): PilotAudio {
  const { margin = 0.3, pause = 0.2, carrier = false, alphabet = 'en' } = options;
  const { tone, gap } = timings.fast;
  const words: { text: string; start: number; end: number }[] = [];
  const tones: { token: number; start: number }[] = [];
  let now = margin;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const start = now;
    for (const token of encodeWord(word, alphabet)) {
      tones.push({ token, start: now });
      now += tone + gap;
    }
    now -= gap;
    words.push({ text: word, start, end: now });
    now += pause;
  }
  const seconds = Math.max(margin, now - (words.length > 0 ? pause : 0)) + margin;
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  for (const { token, start } of tones) addTones(samples, token, Math.round(start * sampleRate), tone);
  if (carrier) addCarrier(samples);
  return { samples, words };
}

const edgeSeconds = 0.004;
const waves = new Map<string, Float32Array>();

/** Adds a token's tones from a sample on. */
export function addTones(samples: Float32Array, token: number, first: number, seconds: number): void {
  const key = `${token} ${seconds}`;
  const wave = waves.get(key) ?? makeWave(token, seconds);
  waves.set(key, wave);
  for (let index = 0; index < wave.length; index++)
    samples[first + index] = (samples[first + index] ?? 0) + (wave[index] ?? 0);
}

function makeWave(token: number, seconds: number): Float32Array {
  const frequencies = getTones(token).map((row) => getBinCentre(bins[row] ?? 0));
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, index) => {
    const time = index / sampleRate;
    const edge = Math.min(1, time / edgeSeconds, (seconds - time) / edgeSeconds);
    const loudness = toneAmplitude * (0.5 - 0.5 * Math.cos(Math.PI * edge));
    return loudness * frequencies.reduce((sum, hertz) => sum + Math.sin(2 * Math.PI * hertz * time), 0);
  });
}

/** 25 harmonics of 120 Hz that swell four times a second; root mean square about 0.06. */
function addCarrier(samples: Float32Array): void {
  for (let index = 0; index < samples.length; index++) {
    const time = index / sampleRate;
    const swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * time);
    let sum = 0;
    for (let harmonic = 1; harmonic <= 25; harmonic++) {
      sum += Math.sin(2 * Math.PI * 120 * harmonic * time + harmonic ** 2) / Math.sqrt(harmonic);
    }
    samples[index] = (samples[index] ?? 0) + 0.045 * swell * sum;
  }
}
