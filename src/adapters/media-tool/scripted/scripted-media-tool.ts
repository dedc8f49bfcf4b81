import { open, stat } from 'node:fs/promises';
import { EfirError, isNodeError, tellSystemError } from '../../../core/errors.ts';
import { type DecodeOptions, type MediaTool, sampleRate } from '../../../ports/media-tool.ts';
import type { MediaFacts } from '../../../wire/event-message.ts';
import { writeSilentOpus } from './write-silent-opus.ts';

const headerLength = 44;
const chunkBytes = 2 * sampleRate;

/**
 * The double: reads 16-bit mono WAV at 16 kHz with the plain 44-byte header, and nothing else; its clips are silent, and
 * as long as they should be. Needs no program.
 * For tests and drills without ffmpeg.
 */
export function createScriptedMediaTool(): MediaTool {
  return {
    async probe(path, { signal } = {}) {
      if (signal?.aborted) throw new EfirError('cancelled');
      await using file = await openFile(path);
      return await readFacts(file);
    },
    decode: readSamples,
    async clip(path, { start, end, signal }) {
      if (signal?.aborted) throw new EfirError('cancelled');
      await using file = await openFile(path);
      const { duration } = await readFacts(file);
      if (start >= duration) throw new EfirError('media-no-audio', { found: 'silence behind its end' });
      return writeSilentOpus(Math.min(end, duration) - start);
    },
    check: async () => 'scripted',
  };
}

async function* readSamples(
  path: string,
  { signal, channel = 0 }: DecodeOptions = {},
): AsyncGenerator<Float32Array, void, void> {
  await using file = await openFile(path);
  await readFacts(file);
  for (let position = headerLength; ; position += chunkBytes) {
    if (signal?.aborted) throw new EfirError('cancelled');
    const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, position);
    if (bytesRead < 2) return;
    const scale = channel === 0 ? 1 / 32_768 : 0;
    yield Float32Array.from({ length: bytesRead >> 1 }, (_, index) => buffer.readInt16LE(index * 2) * scale);
  }
}

type OpenFile = Awaited<ReturnType<typeof open>>;

async function openFile(path: string): Promise<OpenFile> {
  try {
    const file = await stat(path);
    if (!file.isFile()) throw new EfirError('file-unreadable', { path, detail: 'it is not a regular file' });
    if (file.size === 0) throw new EfirError('media-empty');
    return await open(path, 'r');
  } catch (thrown) {
    if (!isNodeError(thrown)) throw thrown;
    const code = thrown.code === 'ENOENT' ? 'file-not-found' : 'file-unreadable';
    throw new EfirError(code, { path, detail: tellSystemError(thrown) }, { cause: thrown });
  }
}

async function readFacts(file: OpenFile): Promise<MediaFacts> {
  const { buffer } = await file.read(Buffer.alloc(headerLength), 0, headerLength, 0);
  const isWav = buffer.toString('latin1', 0, 4) === 'RIFF' && buffer.toString('latin1', 36, 40) === 'data';
  if (
    !isWav ||
    buffer.readUInt16LE(22) !== 1 ||
    buffer.readUInt32LE(24) !== sampleRate ||
    buffer.readUInt16LE(34) !== 16
  ) {
    throw new EfirError('media-unrecognised', { found: 'something else than 16-bit mono WAV at 16 kHz' });
  }
  const duration = buffer.readUInt32LE(40) / (2 * sampleRate);
  return { format: 'wav', codec: 'pcm_s16le', duration, sample_rate: sampleRate, channels: 1 };
}
