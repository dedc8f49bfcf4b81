/** Seconds of sound up to which a recording is short: a voice message, a note, a question. */
export const shortSeconds = 300;

/** Where the first bytes do not say how long the rest lasts: five minutes of speech at 27 kbit/s, a voice message's rate. */
const shortBytes = 1_000_000;

/**
 * Whether a recording of so many bytes that begins like this lasts a few minutes at most. An estimate that decides nothing
 * but who may have the place that is kept for short ones: WAV says how many bytes a second takes, of all else the size
 * has to do.
 */
export function isShort(bytes: number, head: Uint8Array): boolean {
  const rate = readWavRate(head);
  return bytes <= (rate === undefined ? shortBytes : rate * shortSeconds);
}

/** Bytes per second, from the chunk `fmt ` of a WAV file. */
function readWavRate(head: Uint8Array): number | undefined {
  const file = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  const format = file.indexOf('fmt ', 12, 'latin1');
  if (format < 0 || format + 20 > file.length) return undefined;
  return file.readUInt32LE(format + 16) || undefined;
}
