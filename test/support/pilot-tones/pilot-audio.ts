import {
  bins,
  gapSeconds,
  getBinCentre,
  getTones,
  tokens,
  toneAmplitude,
  toneSeconds,
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
}

/** Speaks words of a to z and . , ? ' - ! in pilot tones, 8.3 letters a second. */
export function makePilotAudio(text: string, options: PilotAudioOptions = {}): PilotAudio {
  const { margin = 0.3, pause = 0.2, carrier = false } = options;
  const words: { text: string; start: number; end: number }[] = [];
  const tones: { token: number; start: number }[] = [];
  let now = margin;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const start = now;
    for (const [index, letter] of [...word].entries()) {
      tones.push({ token: findToken(letter, index === 0), start: now });
      now += toneSeconds + gapSeconds;
    }
    now -= gapSeconds;
    words.push({ text: word, start, end: now });
    now += pause;
  }
  const seconds = Math.max(margin, now - (words.length > 0 ? pause : 0)) + margin;
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  for (const { token, start } of tones) addTones(samples, token, start);
  if (carrier) addCarrier(samples);
  return { samples, words };
}

function findToken(letter: string, opens: boolean): number {
  const token = tokens.indexOf(opens && /[a-z]/.test(letter) ? `▁${letter}` : letter);
  if (token === -1) throw new Error(`pilot tones have no letter ${JSON.stringify(letter)}`);
  return token;
}

const edgeSeconds = 0.004;

function addTones(samples: Float32Array, token: number, start: number): void {
  const first = Math.round(start * sampleRate);
  const count = Math.round(toneSeconds * sampleRate);
  const frequencies = getTones(token).map((row) => getBinCentre(bins[row] ?? 0));
  for (let index = 0; index < count; index++) {
    const time = index / sampleRate;
    const edge = Math.min(1, time / edgeSeconds, (toneSeconds - time) / edgeSeconds);
    const loudness = toneAmplitude * (0.5 - 0.5 * Math.cos(Math.PI * edge));
    const sum = frequencies.reduce((total, hertz) => total + Math.sin(2 * Math.PI * hertz * time), 0);
    samples[first + index] = (samples[first + index] ?? 0) + loudness * sum;
  }
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
