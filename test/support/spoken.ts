import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A real voice without a recording: ffmpeg's flite speaks. 16 kHz mono. No apostrophes or colons in the text. */
export async function speakText(text: string, voice: 'slt' | 'rms' | 'awb' = 'slt'): Promise<Float32Array> {
  const source = ['-f', 'lavfi', '-i', `flite=voice=${voice}:text='${text}'`];
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-nostdin', '-v', 'error', ...source, '-ac', '1', '-ar', '16000', '-f', 'f32le', '-'],
    { encoding: 'buffer', maxBuffer: 2 ** 26 },
  );
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

/** Four sentences, about 13 s, with the pauses that a voice makes. */
export const spokenText =
  'Good morning everybody, and thank you for coming so early. Today we want to talk about the old bridge over the river. It was built by two brothers, nearly a hundred years ago, and nobody has painted it since. What do you think we should do about it?';

/** Samples of a 16-bit mono WAV file with the plain header. */
export async function readPlainWav(path: string): Promise<Float32Array> {
  const bytes = (await readFile(path)).subarray(44);
  return Float32Array.from(
    { length: bytes.length >> 1 },
    (_, index) => bytes.readInt16LE(index * 2) / 32_768,
  );
}
