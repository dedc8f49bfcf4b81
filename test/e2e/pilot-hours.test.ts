// An hour of words in each container that people keep recordings in, against an exact truth; pilot-tones.test.ts tells
// how. A file of its own, so that it is heard beside all else.

import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aac, encoding, openPilotStage, type Said } from '../support/pilot-tones/pilot-stage.ts';

const stage = await openPilotStage();
afterAll(() => stage.close());

const hour = 3600;
const minutes = 20 * 60_000;

describe(`an hour of words (speech found by ${stage.detector})`, () => {
  let said: Said;
  beforeAll(async () => {
    said = await stage.record('hour', { seconds: hour });
  }, minutes);
  afterAll(() => rm(said.path));

  it.each([
    encoding('WAV 16 kHz', 'wav', '-c:a pcm_s16le'),
    encoding('WAV 48 kHz', 'wav', '-ar 48000'),
    encoding('FLAC 48 kHz stereo', 'flac', '-ar 48000 -ac 2'),
    encoding('Vorbis', 'ogg', '-c:a libvorbis -q:a 1'),
    encoding('MP3 64k', 'mp3', '-c:a libmp3lame -b:a 64k'),
    encoding('AAC 64k at 48 kHz', 'm4a', `-ar 48000 ${aac} -b:a 64k`),
    encoding('Opus lowdelay 24k', 'opus', '-c:a libopus -application lowdelay -b:a 24k'),
  ])(
    '$name: every word, each within 40 ms',
    async (codec) => {
      const { differences, startError, wordErrorRate } = await stage.measure(said, codec);
      expect(said.words.length).toBeGreaterThan(3000);
      expect(differences).toEqual([]);
      expect(wordErrorRate).toBe(0);
      expect(startError).toBeLessThan(0.04);
    },
    minutes,
  );
});
