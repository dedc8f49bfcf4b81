import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeSamples,
  makeWavHeader,
  runFfmpeg,
  silence,
  speech,
  writeWav,
} from '../../../../test/support/audio.ts';
import { sleep } from '../../../core/time.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import { createFfmpegMediaTool } from './ffmpeg-media-tool.ts';

let folder = '';
let privateParent = '';
let source = '';
const seconds = 6;
const tool = () => createFfmpegMediaTool({ temporaryDirectory: privateParent });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-test-ffmpeg-'));
  privateParent = await mkdtemp(join(tmpdir(), 'efir-test-ffmpeg-private-'));
  source = join(folder, 'source.wav');
  await writeWav(source, makeSamples([speech(3), silence(1), speech(2)]));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(privateParent, { recursive: true, force: true });
});

async function decodedSeconds(path: string): Promise<number> {
  let samples = 0;
  for await (const chunk of tool().decode(path)) samples += chunk.length;
  return samples / sampleRate;
}

describe('formats', () => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ['ogg', '-c:a', 'libopus'],
    ['ogg', '-c:a', 'libvorbis'],
    ['opus'],
    ['mp3'],
    ['mp3', '-write_xing', '0'],
    ['m4a'],
    ['mp4', '-movflags', '+faststart'],
    ['mov'],
    ['3gp', '-c:a', 'aac'],
    ['mkv'],
    ['webm'],
    ['flac'],
    ['aac'],
    ['ts'],
    ['mpg', '-ar', '48000'],
    ['avi'],
    ['wma'],
    ['caf'],
    ['aiff'],
    ['w64'],
    ['au'],
    ['flv', '-ar', '44100'],
    ['wav', '-c:a', 'pcm_f32le'],
    ['wav', '-c:a', 'pcm_mulaw', '-ar', '8000'],
  ];
  it.each(cases)('reads %s %s %s', async (extension, ...options) => {
    const made = join(folder, `made.${extension}`);
    await runFfmpeg('-i', source, ...options, made);
    // Judged by content: the name says nothing.
    const path = join(folder, 'made.bin');
    await writeFile(path, await readFile(made));
    const facts = await tool().probe(path);
    expect(Math.abs(facts.duration - seconds)).toBeLessThan(facts.duration_estimated ? 1 : 0.2);
    expect(Math.abs((await decodedSeconds(path)) - seconds)).toBeLessThan(0.2);
  });

  it('reads AMR, whose frames are written here because encoders for it are rare', async () => {
    const path = join(folder, 'made.amr');
    // Frame type 15, "no data": the decoder makes 20 ms of comfort noise of each.
    await writeFile(path, Buffer.concat([Buffer.from('#!AMR\n', 'latin1'), Buffer.alloc(100, 0x7c)]));
    expect(await tool().probe(path)).toMatchObject({ format: 'amr', sample_rate: 8000, channels: 1 });
  });

  it('says 0 where a live stream announces no length', async () => {
    const path = join(folder, 'live.webm');
    await runFfmpeg('-i', source, '-c:a', 'libopus', '-f', 'webm', '-live', '1', path);
    expect(await tool().probe(path)).toMatchObject({ duration: 0, codec: 'opus' });
    expect(await decodedSeconds(path)).toBeCloseTo(seconds, 1);
  });

  it('takes the length of the sound where the picture is longer', async () => {
    const path = join(folder, 'film.mkv');
    await runFfmpeg(
      '-f',
      'lavfi',
      '-i',
      'color=black:size=64x64:rate=5:duration=20',
      '-i',
      source,
      '-c:v',
      'mpeg4',
      '-c:a',
      'libopus',
      path,
    );
    expect((await tool().probe(path)).duration).toBeCloseTo(seconds, 1);
  });

  it('keeps the time of sound that begins late or has gaps', async () => {
    const late = join(folder, 'late.mkv');
    const picture = ['-f', 'lavfi', '-i', 'color=black:size=64x64:rate=5:duration=9'];
    await runFfmpeg(...picture, '-itsoffset', '3', '-i', source, '-c:v', 'mpeg4', '-c:a', 'libopus', late);
    expect(await decodedSeconds(late)).toBeCloseTo(3 + seconds, 1);

    const gap = join(folder, 'gap.webm');
    await runFfmpeg('-i', source, '-af', "aselect='not(between(t,2,4))'", '-c:a', 'libopus', gap);
    expect(await decodedSeconds(gap)).toBeCloseTo(seconds, 1);
  });

  it('reads eight channels at 192 kHz, more channels than any layout names, and loud floats', async () => {
    const wide = join(folder, 'wide.wav');
    await runFfmpeg(
      '-f',
      'lavfi',
      '-i',
      'sine=frequency=300:duration=2:sample_rate=192000',
      '-ac',
      '8',
      wide,
    );
    expect(await tool().probe(wide)).toMatchObject({ channels: 8, sample_rate: 192_000 });
    expect(await decodedSeconds(wide)).toBeCloseTo(2, 2);

    const many = join(folder, 'many.wav');
    const frames = Buffer.alloc(20 * 2 * 16_000, 1);
    await writeFile(
      many,
      Buffer.concat([makeWavHeader({ dataBytes: frames.length, sampleRate: 16_000, channels: 20 }), frames]),
    );
    expect(await decodedSeconds(many)).toBeCloseTo(1, 2);

    const loud = join(folder, 'loud.wav');
    await runFfmpeg('-i', source, '-af', 'aformat=sample_fmts=flt,volume=40', '-c:a', 'pcm_f32le', loud);
    for await (const chunk of tool().decode(loud))
      expect(chunk.every((sample) => sample >= -1 && sample <= 1)).toBe(true);
  });
});

describe('channels', () => {
  it.each(['wav', 'flac', 'mp3', 'ogg'])(
    'decodes one of a %s alone, in the time of all',
    async (extension) => {
      const path = join(folder, `call.${extension}`);
      await runFfmpeg('-i', source, '-af', 'pan=stereo|c0=c0|c1=c0,adelay=0|2000', path);
      const [left, right] = await Promise.all([readChannel(path, 0), readChannel(path, 1)]);
      expect(left.length).toBe(right.length);
      expect(powerOf(left.subarray(0, 1.8 * sampleRate))).toBeGreaterThan(1e-3);
      expect(powerOf(right.subarray(0, 1.8 * sampleRate))).toBeLessThan(1e-5);
      expect(powerOf(right.subarray(2.2 * sampleRate, 4 * sampleRate))).toBeGreaterThan(1e-3);
    },
  );

  it('decodes the last of eight; one that is not there is silent', async () => {
    const path = join(folder, 'eight.wav');
    const only = 'pan=7.1|c0=0*c0|c7=c0';
    await runFfmpeg('-i', source, '-af', only, path);
    expect(powerOf(await readChannel(path, 7))).toBeGreaterThan(1e-3);
    expect(powerOf(await readChannel(path, 1))).toBe(0);
    const none = await readChannel(source, 3);
    expect([none.length, powerOf(none)]).toEqual([seconds * sampleRate, 0]);
  });
});

async function readChannel(path: string, channel: number): Promise<Float32Array> {
  const chunks = await Array.fromAsync(tool().decode(path, { channel }));
  return Float32Array.from(chunks.flatMap((chunk) => [...chunk]));
}

function powerOf(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
}

describe('broken files', () => {
  it('tells a WAV that was cut by the length that it announces', async () => {
    const path = join(folder, 'cut.wav');
    await writeFile(path, await readFile(source));
    await truncate(path, 64_000);
    expect((await tool().probe(path)).duration).toBe(seconds);
    expect(await decodedSeconds(path)).toBeLessThan(2.1);
  });

  it('takes a WAV from a pipe, whose length is a placeholder, for what it is', async () => {
    const path = join(folder, 'piped.wav');
    const header = makeWavHeader({ dataBytes: 0xffff_ffff, sampleRate: 16_000, channels: 1 });
    await writeFile(path, Buffer.concat([header, Buffer.alloc(32_000)]));
    expect((await tool().probe(path)).duration).toBeLessThanOrEqual(1);
  });

  it('names what is wrong with an MP4 without its index', async () => {
    const path = join(folder, 'cut.m4a');
    await runFfmpeg('-i', source, path);
    await truncate(path, 20_000);
    await expect(tool().probe(path)).rejects.toMatchObject({
      code: 'media-damaged',
      args: { detail: 'moov atom not found' },
    });
  });

  it('refuses a film without sound', async () => {
    const path = join(folder, 'silent.mp4');
    await runFfmpeg('-f', 'lavfi', '-i', 'color=black:size=64x64:rate=5:duration=1', path);
    await expect(tool().probe(path)).rejects.toMatchObject({ code: 'media-no-audio' });
  });
});

describe('confinement', () => {
  it('opens no playlist, whatever it is called, so that no neighbouring file is read', async () => {
    const secret = join(folder, 'secret.ts');
    await runFfmpeg('-i', source, secret);
    const disguises = {
      'hls.mp4': '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nsecret.ts\n#EXT-X-ENDLIST\n',
      'concat.mp4': 'ffconcat version 1.0\nfile secret.ts\n',
      'session.mp4':
        'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n',
    };
    for (const [name, content] of Object.entries(disguises)) {
      const path = join(folder, name);
      await writeFile(path, content);
      await expect(tool().probe(path)).rejects.toMatchObject({ code: 'media-unrecognised' });
      await expect(decodedSeconds(path)).rejects.toMatchObject({ code: 'media-damaged' });
    }
  });

  it('leaves no private directory and no process behind, however it ends', async () => {
    const path = join(folder, 'long.flac');
    await runFfmpeg('-f', 'lavfi', '-i', 'sine=duration=1200', path);
    for await (const chunk of tool().decode(path)) if (chunk.length > 0) break;
    expect(await ffmpegsBelow(privateParent)).toEqual([]);

    const control = new AbortController();
    const reading = (async () => {
      for await (const _ of tool().decode(path, { signal: control.signal })) await sleep(5);
    })();
    const settled = reading.catch((thrown: unknown) => thrown);
    while ((await ffmpegsBelow(privateParent)).length === 0) await sleep(10);
    control.abort();
    expect(await settled).toMatchObject({ code: 'cancelled' });
    expect(await ffmpegsBelow(privateParent)).toEqual([]);
    expect(await readdir(privateParent)).toEqual([]);
  });

  it('lets the child wait while the consumer does, and holds a few chunks at most', async () => {
    const path = join(folder, 'hour.flac');
    await runFfmpeg('-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '3600', path);
    const iterator = tool().decode(path)[Symbol.asyncIterator]();
    await iterator.next();
    await sleep(300);
    const [pid] = await ffmpegsBelow(privateParent);
    // Gone already, so that nothing would stay if this process were killed now.
    expect(await readdir(privateParent)).toEqual([]);
    // An hour of silence takes about a second of CPU to the end: a child that is still there is waiting.
    expect(pid).toBeDefined();
    await sleep(700);
    expect(await ffmpegsBelow(privateParent)).toEqual([pid]);
    await iterator.return?.();
    expect(await ffmpegsBelow(privateParent)).toEqual([]);
  });

  it('ends at its time limit', async () => {
    const path = join(folder, 'slow.flac');
    await runFfmpeg('-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '600', path);
    const reading = (async () => {
      for await (const _ of tool().decode(path, { timeLimit: 0.3 })) await sleep(50);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'media-damaged' });
  });

  it('blames no recording where somebody else killed the decoder', async () => {
    const path = join(folder, 'killed.flac');
    await runFfmpeg('-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '3600', path);
    const iterator = tool().decode(path)[Symbol.asyncIterator]();
    await iterator.next();
    for (const pid of await ffmpegsBelow(privateParent)) process.kill(Number(pid), 'SIGKILL');
    const reading = (async () => {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) await sleep(0);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('says which program is missing', async () => {
    const missing = createFfmpegMediaTool({ searchPath: folder });
    await expect(missing.check()).rejects.toMatchObject({
      code: 'media-tool-missing',
      args: { tool: 'ffmpeg' },
    });
    await expect(missing.probe(source)).rejects.toMatchObject({
      code: 'media-tool-missing',
      args: { tool: 'ffprobe' },
    });
  });
});

/** Process ids whose working directory lies below a folder. */
async function ffmpegsBelow(parent: string): Promise<string[]> {
  const { readlink } = await import('node:fs/promises');
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(
    ids.map(async (id) => [id, await readlink(`/proc/${id}/cwd`).catch(() => '')] as const),
  );
  return places.filter(([, place]) => place.startsWith(parent)).map(([id]) => id);
}
