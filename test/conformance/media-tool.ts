import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EfirError } from '../../src/core/errors.ts';
import { type DecodeOptions, type MediaTool, sampleRate } from '../../src/ports/media-tool.ts';
import { makeSamples, silence, speech, writeWav } from '../support/audio.ts';

/** What every media tool has to keep; all of them read 16-bit mono WAV at 16 kHz. */
export function describeMediaTool(name: string, tool: MediaTool): void {
  describe(`media tool: ${name}`, () => {
    const samples = makeSamples([speech(1.5), silence(0.5), speech(1.0137)]);
    let folder = '';
    let recording = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'efir-test-media-'));
      recording = join(folder, 'recording.wav');
      await writeWav(recording, samples);
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('says what a file holds', async () => {
      const facts = await tool.probe(recording);
      expect(facts).toMatchObject({ format: 'wav', codec: 'pcm_s16le', sample_rate: 16_000, channels: 1 });
      expect(facts.duration).toBeCloseTo(samples.length / sampleRate, 3);
    });

    it('gives the samples of the file, in order, none lost and none doubled', async () => {
      const decoded = await readAll(tool, recording);
      expect(decoded.length).toBe(samples.length);
      expect(largestDifference(decoded, samples)).toBeLessThan(2 / 32_768);
    });

    it('gives the same again, in chunks of at most a few seconds that share no memory', async () => {
      const chunks = await Array.fromAsync(tool.decode(recording));
      expect(chunks.every((chunk) => chunk.length > 0 && chunk.length <= 5 * sampleRate)).toBe(true);
      expect(new Set(chunks.map((chunk) => chunk.buffer)).size).toBe(chunks.length);
      expect(await readAll(tool, recording)).toEqual(concatenate(chunks));
    });

    it('gives the only channel by its number, and silence of the same length for others', async () => {
      const [first, second] = await Promise.all(
        [0, 1].map((channel) => readAll(tool, recording, { channel })),
      );
      expect(first).toEqual(await readAll(tool, recording));
      expect(second?.length).toBe(samples.length);
      expect(second?.every((sample) => sample === 0)).toBe(true);
    });

    it('serves two readers of one file at once', async () => {
      const [first, second] = await Promise.all([readAll(tool, recording), readAll(tool, recording)]);
      expect(first).toEqual(second);
    });

    it('takes file names as they come', async () => {
      for (const fileName of [
        '-i.wav',
        'a b:c\'"$(x)%d.wav',
        'line\nbreak.wav',
        'concat:x|y.wav',
        'запись 🎙.wav',
      ]) {
        const path = join(folder, fileName);
        await writeWav(path, samples);
        expect((await readAll(tool, path)).length).toBe(samples.length);
      }
    });

    it.each([
      ['an empty file', 'media-empty', async (path: string) => writeFile(path, '')],
      [
        'a text',
        'media-unrecognised',
        async (path: string) => writeFile(path, 'no recording, only words\n'.repeat(100)),
      ],
      ['nothing', 'file-not-found', async () => undefined],
      ['a folder', 'file-unreadable', async (path: string) => void (await mkdir(path))],
    ])('refuses %s with %s', async (label, code, make) => {
      const path = join(folder, label.replaceAll(' ', '-'));
      await make(path);
      await expect(tool.probe(path)).rejects.toMatchObject({ code });
      await expect(readAll(tool, path)).rejects.toBeInstanceOf(EfirError);
    });

    it('stops when it is told to', async () => {
      const path = join(folder, 'long.wav');
      await writeWav(path, makeSamples([speech(30)]));
      const control = new AbortController();
      const decoding = (async () => {
        for await (const _ of tool.decode(path, { signal: control.signal })) control.abort();
      })();
      await expect(decoding).rejects.toMatchObject({ code: 'cancelled' });
      await expect(tool.probe(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'cancelled',
      });
    });

    it('cuts a clip: Ogg Opus of the wanted length, and no longer than the recording', async () => {
      const clip = await tool.clip(recording, { start: 0.5, end: 2 });
      expect(Buffer.from(clip).toString('latin1', 0, 4)).toBe('OggS');
      expect(Buffer.from(clip).toString('latin1', 28, 36)).toBe('OpusHead');
      expect(readOggSeconds(clip)).toBeCloseTo(1.5, 1);
      const rest = await tool.clip(recording, { start: 2.5, end: 20 });
      expect(readOggSeconds(rest)).toBeCloseTo(samples.length / sampleRate - 2.5, 1);
      expect((await tool.clip(recording, { start: 0.5, end: 2 })).length).toBe(clip.length);
    });

    it('cuts nothing behind the end, of what is no recording, or when it was stopped', async () => {
      const times = { start: 100, end: 105 };
      await expect(tool.clip(recording, times)).rejects.toMatchObject({ code: 'media-no-audio' });
      const path = join(folder, 'no-recording');
      await writeFile(path, 'only words\n'.repeat(100));
      await expect(tool.clip(path, { start: 0, end: 1 })).rejects.toBeInstanceOf(EfirError);
      await expect(tool.clip(join(folder, 'nowhere'), times)).rejects.toMatchObject({
        code: 'file-not-found',
      });
      const stopped = { start: 0, end: 1, signal: AbortSignal.abort() };
      await expect(tool.clip(recording, stopped)).rejects.toMatchObject({ code: 'cancelled' });
    });

    it('tells its version', async () => {
      expect(await tool.check()).not.toBe('');
    });
  });
}

/** The position of the last page, at 48,000 samples a second. */
function readOggSeconds(ogg: Uint8Array): number {
  const bytes = Buffer.from(ogg);
  const page = bytes.lastIndexOf('OggS', undefined, 'latin1');
  return Number(bytes.readBigUInt64LE(page + 6)) / 48_000;
}

async function readAll(tool: MediaTool, path: string, options: DecodeOptions = {}): Promise<Float32Array> {
  return concatenate(await Array.fromAsync(tool.decode(path, options)));
}

function concatenate(chunks: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce(
    (largest, sample, index) => Math.max(largest, Math.abs(sample - (b[index] ?? Number.NaN))),
    0,
  );
}
