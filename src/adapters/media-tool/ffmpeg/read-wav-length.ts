import { open } from 'node:fs/promises';

/** Sizes from here on are placeholders of programs that wrote to a pipe. */
const placeholder = 0x7fff_f000;
/** Where the data chunk is looked for: metadata before it is a few kilobytes at most. */
const headLength = 65_536;

/**
 * The length in seconds that a WAV file announces when it holds less than that, else undefined: ffprobe measures a
 * cut file by what is left of it and so never finds it short.
 */
export async function readWavLength(path: string): Promise<number | undefined> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const { bytesRead, buffer } = await file.read(Buffer.alloc(headLength), 0, headLength, 0);
  const head = buffer.subarray(0, bytesRead);
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let byteRate = 0;
  for (let at = 12; at + 8 <= head.length; ) {
    const name = head.toString('latin1', at, at + 4);
    const length = head.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 20 <= head.length) byteRate = head.readUInt32LE(at + 16);
    if (name === 'data')
      return byteRate > 0 && length < placeholder && at + 8 + length > size ? length / byteRate : undefined;
    at += 8 + length + (length % 2);
  }
  return undefined;
}
