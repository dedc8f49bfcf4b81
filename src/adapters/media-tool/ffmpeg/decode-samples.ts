import { EfirError } from '../../../core/errors.ts';
import { type DecodeOptions, sampleRate } from '../../../ports/media-tool.ts';
import {
  type ConfinedProcess,
  type Confinement,
  inputName,
  inputOptions,
  rejectKilled,
} from './confinement.ts';

const bytesPerSample = 4;
/**
 * Silence where the timestamps leave a gap: a track that begins after its picture, a call with pauses that were not sent.
 * Without it every later word comes too early (measured: 5 s in a film whose sound begins late).
 */
const keepTime = `aresample=${sampleRate}:async=1:first_pts=0`;
/** What ffmpeg does of itself: knows how to weigh the channels of every usual layout. */
const mixByLayout = ['-ac', '1', '-af', keepTime];
/** For more channels than any layout has, which it refuses: their first eight, evenly. */
const mixFirstEight = ['-af', `pan=mono|c0<c0+c1+c2+c3+c4+c5+c6+c7,${keepTime}`];

/** By number: which speaker it stands for in a layout is of no interest. */
const takeChannel = (channel: number) => ['-af', `pan=mono|c0=c${channel},${keepTime}`];

export interface DecodeSettings extends DecodeOptions {
  readonly stallLimit: number;
}

/** Samples as they come, each chunk with memory of its own; the child process waits while the consumer does. */
export async function* decodeSamples(
  confinement: Confinement,
  path: string,
  settings: DecodeSettings,
): AsyncGenerator<Float32Array, void, void> {
  if (settings.channel !== undefined) {
    yield* decodeMixed(confinement, path, takeChannel(settings.channel), settings);
    return;
  }
  let samples = 0;
  try {
    for await (const chunk of decodeMixed(confinement, path, mixByLayout, settings)) {
      samples += chunk.length;
      yield chunk;
    }
  } catch (thrown) {
    if (samples > 0 || !isLayoutFailure(thrown)) throw thrown;
    yield* decodeMixed(confinement, path, mixFirstEight, settings);
  }
}

async function* decodeMixed(
  confinement: Confinement,
  path: string,
  mix: readonly string[],
  { signal, timeLimit, stallLimit }: DecodeSettings,
): AsyncGenerator<Float32Array, void, void> {
  const args = [
    ...[
      '-nostdin',
      '-hide_banner',
      '-v',
      'error',
      '-threads',
      '1',
      '-filter_threads',
      '1',
      ...inputOptions,
      '-i',
      inputName,
    ],
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', ...mix, '-ar', `${sampleRate}`],
    ...['-threads', '1', '-f', 'f32le', 'pipe:1'],
  ];
  const process = await confinement.start('ffmpeg', args, { path, signal, timeLimit });
  try {
    let rest: Buffer = Buffer.alloc(0);
    let empty = true;
    for await (const bytes of watch(process, stallLimit)) {
      const whole = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const usable = whole.length - (whole.length % bytesPerSample);
      rest = Buffer.from(whole.subarray(usable));
      if (usable === 0) continue;
      if (empty) await process.removeDirectory();
      empty = false;
      yield toSamples(whole, usable);
    }
    await judgeEnd(process, empty);
  } finally {
    await process.close();
  }
}

/** The process's output; kills it when it gives nothing for too long. The consumer's own time does not count. */
async function* watch(process: ConfinedProcess, stallLimit: number): AsyncGenerator<Buffer, void, void> {
  const arm = () => setTimeout(() => process.kill('stall'), stallLimit * 1000);
  let timer = arm();
  try {
    for await (const bytes of process.output as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      yield bytes;
      timer = arm();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Throws what the end of a process means; `empty`: it gave nothing. */
export async function judgeEnd(process: ConfinedProcess, empty: boolean): Promise<void> {
  const { code, signal } = await process.exited;
  const reason = process.killedFor();
  if (reason === 'abort') throw new EfirError('cancelled');
  rejectKilled({ code, signal }, reason);
  if (reason) throw new EfirError('media-damaged', { detail: 'decoding took too long' });
  if (signal) throw new EfirError('media-damaged', { detail: `the decoder was ended by ${signal}` });
  // A decoder that complains about frames and goes on ends with 0; what is lost shows in the length.
  if (code === 0 && (!empty || process.errors() === '')) return;
  throw new EfirError(
    'media-damaged',
    { detail: firstComplaint(process.errors()) },
    { cause: new Error(process.errors()) },
  );
}

/** The first line says what happened, those after it what followed; pointers are noise. */
function firstComplaint(errors: string): string {
  const line = errors.split('\n').find((candidate) => !candidate.includes('Last message repeated')) ?? '';
  return line
    .replaceAll(/\[[^\]]* @ 0x[0-9a-f]+\]\s*/g, '')
    .replace(inputName, '')
    .replace(/^[:\s]+/, '');
}

function isLayoutFailure(thrown: unknown): boolean {
  return (
    thrown instanceof EfirError &&
    thrown.cause instanceof Error &&
    /Rematrix|channel layout/.test(thrown.cause.message)
  );
}

/** Copied, because a chunk's bytes may begin anywhere in a shared buffer; kept in range, because resamplers overshoot. */
function toSamples(bytes: Uint8Array, usable: number): Float32Array {
  const samples = new Float32Array(usable / bytesPerSample);
  new Uint8Array(samples.buffer).set(bytes.subarray(0, usable));
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0;
    if (!(sample >= -1 && sample <= 1)) samples[i] = Number.isNaN(sample) ? 0 : Math.sign(sample);
  }
  return samples;
}
