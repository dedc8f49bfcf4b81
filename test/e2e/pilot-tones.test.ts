// The whole real way of a recording against an exact truth: words that are encoded in tones above real speech, read by
// a model that knows nothing else. What is proved is everything around a model: decoding, detection, packing,
// features, ONNX Runtime, joining. How well a real model hears is another matter.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFfmpeg } from '../support/audio.ts';
import { compareWords } from '../support/pilot-tones/compare-words.ts';
import { hearInPieces, hearRecording } from '../support/pilot-tones/hear-recording.ts';
import { writePilotModel } from '../support/pilot-tones/pilot-model.ts';
import { aac, encoding, openPilotStage, type Said } from '../support/pilot-tones/pilot-stage.ts';

const { close, engines, folder, measure, modelsDirectory, record } = await openPilotStage();
beforeAll(() => {
  writePilotModel(join(modelsDirectory, 'pilot-ru'), { alphabet: 'ru' });
  writePilotModel(join(modelsDirectory, 'heavy'), { heaviness: { width: 256, layers: 8 } });
});
afterAll(() => close());

const picture = '-f lavfi -i color=s=64x64:r=5 -shortest';
const minutes = 20 * 60_000;

describe('ten minutes of words in what people send', () => {
  let said: Said;
  beforeAll(async () => {
    said = await record('ten-minutes', { seconds: 600, seed: 2 });
  }, minutes);

  it.each([
    { bound: 0, ...encoding('AIFF', 'aiff', '') },
    { bound: 0, ...encoding('video in MP4', 'mp4', `${picture} -ar 48000 ${aac} -b:a 96k`) },
    { bound: 0, ...encoding('Matroska with FLAC', 'mkv', '-c:a flac') },
    { bound: 0.002, ...encoding('Opus 64k', 'ogg', '-ar 48000 -c:a libopus -b:a 64k') },
    { bound: 0.015, ...encoding('WebM, Opus 32k', 'webm', '-c:a libopus -b:a 32k') },
    { bound: 0.015, ...encoding('WMA 64k', 'wma', '-ar 44100 -c:a wmav2 -b:a 64k') },
    { bound: 0.015, ...encoding('Opus 24k', 'opus', '-c:a libopus -b:a 24k') },
    { bound: 0.02, ...encoding('voice message, Opus 32k', 'ogg', '-c:a libopus -application voip -b:a 32k') },
    { bound: 0.02, ...encoding('MP3 32k', 'mp3', '-c:a libmp3lame -b:a 32k') },
    { bound: 0.1, ...encoding('AAC 32k', 'm4a', `-ar 44100 ${aac} -b:a 32k`) },
    { bound: 0.1, ...encoding('Opus 16k', 'opus', '-c:a libopus -b:a 16k') },
    { bound: 0.1, ...encoding('Opus lowdelay 16k', 'opus', '-c:a libopus -application lowdelay -b:a 16k') },
  ])(
    '$name: word error rate at most $bound',
    async ({ bound, ...codec }) => {
      const { differences, startError, wordErrorRate } = await measure(said, codec);
      expect(wordErrorRate, differences.join('; ')).toBeLessThanOrEqual(bound);
      // WMA's coder begins up to 45 ms late.
      expect(startError).toBeLessThan(codec.ending === 'wma' ? 0.1 : 0.06);
    },
    minutes,
  );

  it('telephone A-law is decoded to its full length, though the tones are lost in it', async () => {
    const encoded = join(folder, 'telephone.wav');
    await runFfmpeg('-i', said.path, '-ar', '8000', '-c:a', 'pcm_alaw', encoded);
    const { transcript, words } = await hearRecording(encoded, engines, { model: 'pilot' });
    expect(transcript.duration).toBeCloseTo(600, -1);
    expect(words.length).toBeLessThan(said.words.length / 10);
  });

  it('AMR is decoded to its full length', async () => {
    const encoded = join(folder, 'telephone.amr');
    await writeFile(encoded, makeAmr(60));
    const { transcript } = await hearRecording(encoded, engines, { model: 'pilot' });
    expect(transcript.duration).toBeCloseTo(60, 0);
  });
});

/** The ffmpeg of Debian writes no AMR: frames of 20 ms at 12.2 kbit/s with bits of no meaning, a hiss. */
function makeAmr(seconds: number): Buffer {
  const frames = Array.from({ length: seconds * 50 }, (_, frame) =>
    Buffer.from([0x3c, ...Array.from({ length: 31 }, (_byte, place) => (frame * 31 + place * 7919) % 251)]),
  );
  return Buffer.concat([Buffer.from('#!AMR\n'), ...frames]);
}

describe('speech that never pauses', () => {
  it.each([3, 4, 5])(
    'is cut where it must be, and no word is lost or doubled (%d)',
    async (seed) => {
      const { path, words } = await record('endless', { seconds: 300, pauses: [0, 0], seed });
      const heard = await hearRecording(path, engines, { model: 'pilot' });
      const { differences, startError } = compareWords(words, heard.words);
      expect(differences).toEqual([]);
      expect(startError).toBeLessThan(0.04);
    },
    minutes,
  );
});

describe('a run that is broken off', () => {
  it.each([
    { pauses: 'with pauses', options: { seconds: 120, seed: 6 } },
    { pauses: 'without', options: { seconds: 120, seed: 7, pauses: [0, 0] as const } },
  ])(
    'and goes on behind any of its pieces gives the same words ($pauses)',
    async ({ options }) => {
      const { path, words } = await record('broken', options);
      const whole = await hearRecording(path, engines, { model: 'pilot' });
      expect(compareWords(words, whole.words).differences).toEqual([]);
      const pieces = await hearInPieces(path, engines, { model: 'pilot' });
      expect(pieces.runs).toBeGreaterThan(3);
      expect(pieces.segments).toEqual(whole.transcript.segments);
    },
    minutes,
  );

  it(
    'because its hosts were killed goes on with others, and no word is missing',
    async () => {
      const { path, words } = await record('killed', { seconds: 600, seed: 8 });
      let kills = 0;
      const timer = setInterval(async () => {
        if (kills < 3) kills += await killHosts();
      }, 700);
      const heard = await hearRecording(path, engines, { model: 'heavy' });
      clearInterval(timer);
      expect(kills).toBeGreaterThanOrEqual(3);
      expect(compareWords(words, heard.words).differences).toEqual([]);
    },
    minutes,
  );
});

/** kill -9 for every engine host of this process; says how many there were. */
async function killHosts(): Promise<number> {
  const children = (await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')).split(' ');
  let killed = 0;
  for (const child of children.filter(Boolean)) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes('engine-host')) continue;
    process.kill(Number(child), 'SIGKILL');
    killed++;
  }
  return killed;
}

describe('other ways', () => {
  it('Russian words', async () => {
    const { path, words } = await record('russian', { seconds: 120, alphabet: 'ru' });
    const heard = await hearRecording(path, engines, { model: 'pilot-ru', language: 'ru' });
    expect(compareWords(words, heard.words)).toMatchObject({ differences: [], wordErrorRate: 0 });
  });

  it('a voice message of two seconds takes the same way', async () => {
    const { path, words } = await record('short', { seconds: 2, seed: 9 });
    const heard = await hearRecording(path, engines, { model: 'pilot' });
    expect(words.length).toBeGreaterThan(0);
    expect(compareWords(words, heard.words).differences).toEqual([]);
  });

  it('thirty recordings at once are each heard as if alone', async () => {
    const said = await Promise.all(
      Array.from({ length: 30 }, (_, seed) => record(`batch-${seed}`, { seconds: 8, seed: 100 + seed })),
    );
    const heard = await Promise.all(said.map(({ path }) => hearRecording(path, engines, { model: 'pilot' })));
    for (const [index, { words }] of said.entries()) {
      expect(compareWords(words, heard[index]?.words ?? []).differences).toEqual([]);
    }
  });

  it(
    'twenty minutes of voices without tones give no word',
    async () => {
      const { path } = await record('wordless', { seconds: 1200, wordless: true });
      const heard = await hearRecording(path, engines, { model: 'pilot' });
      expect(heard.words).toEqual([]);
      expect(heard.transcript.segments.filter((segment) => segment.text !== '')).toEqual([]);
    },
    minutes,
  );
});
