import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const sampleRate = 16_000;

/** Spoken by the voices that ffmpeg brings; no comma, so that no phrase holds a pause that would be cut at. */
const phrases = [
  ['slt', 'The committee agreed to move the meeting to Thursday morning at nine'],
  ['rms', 'Nobody remembers who was going to bring the projector and the long cable'],
  ['slt', 'We measured the water level every hour from midnight until noon'],
  ['rms', 'The old harbour wall will be repaired before the winter storms arrive'],
  ['slt', 'Please send the corrected drawings to the workshop by tomorrow evening'],
  ['rms', 'Her brother learned to sail on a narrow lake behind the mountains'],
  ['slt', 'All of the money was counted twice and locked away in the iron cupboard'],
  ['rms', 'The railway runs along the river for another twenty seven miles'],
] as const;

/** Root mean square of a phrase, -24 dBFS, and the end of its band in Hz: the pilots lie above. */
const loudness = 0.06;
const cutOff = 3200;
/** A sample quieter than this before the first or after the last sound of a phrase is cut off. */
const quiet = 0.01;

/**
 * Real speech to carry pilot tones: phrases of 3 to 5 s without silence around them, low-passed at 3.2 kHz, equally
 * loud. Needs ffmpeg with flite, as Debian's is.
 */
export async function speakCarriers(): Promise<Float32Array[]> {
  const spoken = await Promise.all(phrases.map(([voice, text]) => speak(voice, text)));
  return spoken.map((samples) => normalise(trim(filter(samples))));
}

async function speak(voice: string, text: string): Promise<Float32Array> {
  const source = `flite=voice=${voice}:text='${text}'`;
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    [
      '-nostdin',
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      source,
      '-ac',
      '1',
      '-ar',
      String(sampleRate),
      '-f',
      'f32le',
      '-',
    ],
    { encoding: 'buffer', maxBuffer: 2 ** 24 },
  );
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

const taps = 401;

/** A Blackman-windowed sinc. */
function filter(samples: Float32Array): Float32Array {
  const middle = (taps - 1) / 2;
  const kernel = Float32Array.from({ length: taps }, (_, tap) => {
    const x = ((2 * cutOff) / sampleRate) * (tap - middle);
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    const turn = (2 * Math.PI * tap) / (taps - 1);
    return ((2 * cutOff) / sampleRate) * sinc * (0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn));
  });
  return samples.map((_, index) => {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) sum += (kernel[tap] ?? 0) * (samples[index + middle - tap] ?? 0);
    return sum;
  });
}

function trim(samples: Float32Array): Float32Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > quiet);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > quiet);
  return samples.slice(Math.max(0, first), last + 1);
}

function normalise(samples: Float32Array): Float32Array {
  const power = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
  const gain = loudness / Math.sqrt(power);
  return samples.map((sample) => sample * gain);
}
