// Real engines in real hosts, of which each knows one language by heart: which of them hears a recording is the router's
// work, and what is spoken is told by its sound. The truth is exact, as in pilot-tones.test.ts.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSpeechEngines, type SpeechEnginesOptions } from '../../src/engine-host/pool.ts';
import { standardModel } from '../../src/models/catalogue.ts';
import type { SpeechEngines } from '../../src/ports/speech-engine.ts';
import { writeWav } from '../support/audio.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { hearRecording } from '../support/pilot-tones/hear-recording.ts';
import { makePilotAudio } from '../support/pilot-tones/pilot-audio.ts';
import { writePilotModel } from '../support/pilot-tones/pilot-model.ts';
import { languageTones, writePilotWhisper } from '../support/pilot-tones/pilot-whisper.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-test-languages-'));
const modelsDirectory = join(folder, 'models');
let engines: SpeechEngines;
const create = (options: Partial<SpeechEnginesOptions> = {}) =>
  createSpeechEngines({
    engine: 'auto',
    model: standardModel,
    modelsDirectory,
    threads: 1,
    environment: pickHostEnvironment(),
    ...options,
  });

beforeAll(() => {
  writePilotModel(join(modelsDirectory, standardModel));
  writePilotModel(join(modelsDirectory, 'gigaam-v3-ctc'), { alphabet: 'ru' });
  writePilotWhisper(join(modelsDirectory, 'whisper-tiny'), 'tiny');
  engines = create();
});
afterAll(async () => {
  await engines.close();
  rmSync(folder, { recursive: true, force: true });
});

const spoken = {
  en: 'good morning my name is anna and i would like to know when the shop on the corner opens',
  ru: 'доброе утро меня зовут анна и я хотела бы узнать когда откроется магазин на углу',
} as const;

/** Three pieces of it, hummed over in the pitch that stands for the language. */
async function record(language: keyof typeof spoken): Promise<string> {
  const { samples } = makePilotAudio(spoken[language], { alphabet: language });
  const turn = (2 * Math.PI) / 16_000;
  // It swells like syllables: what never changes is noise to a detector.
  const hum = samples.map((sample, place) => {
    const swell = 0.1 - 0.1 * Math.cos(4 * turn * place);
    return sample + swell * Math.sin(languageTones[language] * turn * place);
  });
  const pause = 16_000 * 4;
  const whole = new Float32Array((hum.length + pause) * 3);
  for (let part = 0; part < 3; part++) whole.set(hum, part * (hum.length + pause));
  const path = join(folder, `${language}.wav`);
  await writeWav(path, whole);
  return path;
}

describe('a recording whose language nobody gave', () => {
  it.each([
    ['en', standardModel],
    ['ru', 'gigaam-v3-ctc'],
  ] as const)('in %s is heard by %s, word for word', async (language, model) => {
    const { transcript, words } = await hearRecording(await record(language), engines);
    expect(words.map(({ text }) => text)).toEqual(
      Array.from({ length: 3 }, () => spoken[language].split(' ')).flat(),
    );
    expect(transcript).toMatchObject({ language, model });
    expect(new Set(transcript.segments.map((segment) => segment.language))).toEqual(new Set([language]));
    expect(transcript.notes.map(({ code }) => code)).toEqual([]);
  });
});

describe('a language that was given', () => {
  it('goes to the best engine for it', async () => {
    const { transcript } = await hearRecording(await record('ru'), engines, { language: 'ru' });
    expect(transcript).toMatchObject({ language: 'ru', model: 'gigaam-v3-ctc' });
  });

  it('goes where SPEECH_ROUTES lead it, and the transcript says so where they lead nowhere', async () => {
    const routed = create({ routes: { ru: standardModel, de: 'whisper-large-v3' } });
    try {
      const path = await record('ru');
      const there = await hearRecording(path, routed, { language: 'ru' });
      expect(there.transcript).toMatchObject({ model: standardModel, notes: [] });
      const nowhere = await hearRecording(path, routed, { language: 'de' });
      expect(nowhere.transcript.notes).toMatchObject([
        { code: 'engine-fallback', args: { wanted: 'whisper-large-v3', reason: 'not installed' } },
      ]);
    } finally {
      await routed.close();
    }
  });
});
