import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSamples, noise, speech, writeWav } from '../../../test/support/audio.ts';
import { createTestEngines, type TestEngineOptions } from '../../../test/support/engines.ts';
import { createScriptedMediaTool } from '../../adapters/media-tool/scripted/scripted-media-tool.ts';
import { createEnergyDetector } from '../../adapters/speech-detector/energy/energy-detector.ts';
import { silentLogger } from '../../core/logger.ts';
import { sampleRate } from '../../ports/media-tool.ts';
import type { SpeechDetector } from '../../ports/speech-detector.ts';
import type { RecognisedPiece, SpeechEngines, SpeechPiece } from '../../ports/speech-engine.ts';
import type { WorkerEvent } from '../../wire/event-message.ts';
import { type TaskMessageInput, taskMessageReader } from '../../wire/task-message.ts';
import { addHearing, nothingHeard } from './past/add-hearing.ts';
import { transcribeTask } from './transcribe-task.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-test-resume-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, ...sounds: Parameters<typeof makeSamples>[0]): Promise<string> {
  const path = join(folder, name);
  await writeWav(path, makeSamples(sounds));
  return path;
}

const context = (engines: SpeechEngines) => ({
  media: createScriptedMediaTool(),
  engines,
  logger: silentLogger,
});

type Piece = Extract<WorkerEvent, { type: 'segment' }>;
const isPiece = (event: WorkerEvent): event is Piece => event.type === 'segment';

async function run(engines: SpeechEngines, input: Partial<TaskMessageInput> & { file_path: string }) {
  // As it comes over a wire of flat text fields.
  const flat = { task_id: 'a', ...input, past_hearing: JSON.stringify(input.past_hearing) };
  const message = taskMessageReader.parse(flat);
  const { signal } = new AbortController();
  const events = await Array.fromAsync(transcribeTask.run(context(engines), message, signal));
  return { pieces: events.filter(isPiece), end: events.at(-1) as WorkerEvent & { type: 'succeeded' } };
}

/** What a coordinator says of stored pieces to the run behind them. */
function resumeBehind(pieces: readonly Piece[]) {
  const segments = pieces.flatMap((piece) => piece.segments);
  return {
    resume_from: pieces.length,
    resume_segments: segments.length,
    resume_until: Math.max(0, ...segments.map((segment) => segment.end)),
    past_hearing: pieces.reduce(addHearing, nothingHeard),
  };
}

const sentences = {
  ru: 'здравствуйте меня зовут анна и я хотела бы узнать когда откроется магазин на углу',
  en: 'good morning my name is anna and I would like to know when the shop on the corner opens',
};
const say = (language: 'ru' | 'en') => ({ text: sentences[language], words: [] });

describe('a run that goes on behind the pieces of another', () => {
  it('names what made all of it: engine, model, quality, hot words', async () => {
    const path = await write('engines.wav', speech(20), noise(4), speech(20), noise(4), speech(6));
    const good = { engine: 'sherpa-onnx', model: 'parakeet', answer: () => say('en') };
    const rough = {
      engine: 'pocketsphinx',
      model: 'bundled',
      quality: 'low',
      answer: () => say('en'),
    } as const;
    const fallback = { wanted: 'parakeet', reason: 'no memory' };
    const first = await run(createTestEngines({ ...rough, fallback }), {
      file_path: path,
      hot_words: ['efir'],
    });
    expect(first.pieces).toHaveLength(3);
    const { end } = await run(createTestEngines({ ...good, capabilities: allCapabilities }), {
      file_path: path,
      hot_words: ['efir'],
      ...resumeBehind(first.pieces.slice(0, 2)),
    });
    expect(end).toMatchObject({ engine: 'pocketsphinx', model: 'bundled', quality: 'low', pieces: 3 });
    expect(end.notes).toEqual([
      { code: 'engine-fallback', args: { ...fallback, engine: 'pocketsphinx' } },
      { code: 'low-quality-engine', args: { engine: 'pocketsphinx' } },
      { code: 'hot-words-unsupported', args: { engine: 'pocketsphinx' } },
    ]);
  });

  it('ends as one run over all of it, wherever the first was killed', async () => {
    // Russian, then English, with one odd piece between.
    const parts = [12, 13, 14, 15, 16, 17, 18, 19].flatMap((seconds) => [speech(seconds), noise(4)]);
    const path = await write('languages.wav', ...parts);
    const spoken = ['ru', 'ru', 'en', 'ru', 'ru', 'en', 'en', 'en'] as const;
    const whichOf = ({ samples }: SpeechPiece) =>
      spoken[Math.min(7, Math.max(0, Math.round(samples.length / sampleRate - 12.4)))] ?? 'ru';
    const options: TestEngineOptions = {
      model: 'many',
      answer: (piece) => say(whichOf(piece)),
      sound: whichOf,
      best: {
        ru: {
          model: 'russian',
          languages: ['ru'],
          answer: (piece) => (whichOf(piece) === 'ru' ? say('ru') : { text: 'мм', words: [] }),
        },
      },
    };
    const whole = await run(createTestEngines(options), { file_path: path });
    expect(whole.pieces.map(({ hearing }) => hearing?.language)).toEqual([...spoken]);
    expect(whole.end).toMatchObject({
      language: 'en',
      model: 'many',
      notes: [{ code: 'several-languages', args: { languages: 'en ru' } }],
    });
    for (let killed = 0; killed <= spoken.length; killed++) {
      const stored = whole.pieces.slice(0, killed);
      const again = await run(createTestEngines(options), { file_path: path, ...resumeBehind(stored) });
      expect(again.end, `killed behind ${killed} pieces`).toEqual(whole.end);
      expect(again.pieces.map(({ segments }) => segments)).toEqual(
        whole.pieces.slice(killed).map(({ segments }) => segments),
      );
    }
  });

  it('says that nobody spoke where the stored pieces have no words either', async () => {
    const path = await write('mute.wav', speech(20), noise(4), speech(6));
    const answer = () => ({ text: '', words: [], unintelligible: true }) as const;
    const first = await run(createTestEngines({ answer }), { file_path: path });
    expect(first.pieces.flatMap(({ segments }) => segments)).toHaveLength(2);
    const nothing = createTestEngines({ answer: () => ({ text: '', words: [] }) });
    const { end } = await run(nothing, { file_path: path, ...resumeBehind(first.pieces.slice(0, 1)) });
    expect(end.notes).toEqual([{ code: 'no-speech', args: {} }]);
  });
});

const allCapabilities = { wordTimes: true, confidence: true, detectsLanguage: false, hotWords: true };

/** Takes everything for speech, in other frames: pieces are cut by force, and overlap. */
function createDeafDetector(): SpeechDetector {
  return {
    name: 'all',
    frameLength: 512,
    judge: async (samples) => new Uint8Array(Math.ceil(samples.length / 512)).fill(1),
    close: async () => undefined,
  };
}

/** Words of 0.3 to 0.5 s wherever the recording is loud, each of its own; what is cut off is heard as something else. */
function createHearing(samples: Float32Array) {
  const words: { text: string; start: number; end: number }[] = [];
  const isLoud = (at: number) => {
    const from = Math.round(at * sampleRate);
    return samples.subarray(from - 0.15 * sampleRate, from + 0.15 * sampleRate).some((value) => value > 0.05);
  };
  for (let at = 0.3; at + 0.7 < samples.length / sampleRate; at += 0.6) {
    const end = at + 0.3 + (words.length % 3) / 10;
    if (isLoud(at - 0.15) && isLoud(end + 0.15)) words.push({ text: `word${words.length}`, start: at, end });
  }
  // The sound as it comes back from the file, in which a piece is found.
  const toBytes = (part: Float32Array) =>
    Buffer.from(Int16Array.from(part, (value) => Math.round(value * 32_767)).buffer);
  const whole = toBytes(samples);
  const answer = (piece: SpeechPiece): RecognisedPiece => {
    const place = whole.indexOf(toBytes(piece.samples.subarray(0, 48))) / 2;
    if (place < 0) throw new Error('a piece of nowhere');
    const [start, end] = [place / sampleRate, (place + piece.samples.length) / sampleRate];
    const heard = words
      .filter((word) => word.end > start + 0.1 && word.start < end - 0.1)
      .map((word) => {
        const isWhole = word.start >= start - 0.05 && word.end <= end + 0.05;
        return {
          text: isWhole ? word.text : 'cut',
          start: Math.max(0, word.start - start),
          end: Math.min(end, word.end) - start,
        };
      });
    return { text: heard.map(({ text }) => text).join(' '), words: heard };
  };
  return { answer, texts: words.map(({ text }) => text) };
}

describe('where another detector finds the speech', () => {
  const detectors = { energy: createEnergyDetector, all: createDeafDetector };
  const only = (name: keyof typeof detectors, options: TestEngineOptions): SpeechEngines => ({
    ...createTestEngines(options),
    openDetector: async () => ({ detector: detectors[name]() }),
  });

  it.each([
    ['energy', 'all', true],
    ['all', 'energy', true],
    ['energy', 'all', false],
    ['all', 'energy', false],
  ] as const)(
    'no word is lost or doubled: first %s, then %s; words with times: %s',
    async (before, behind, timed) => {
      const sounds = [speech(24), noise(1.5), speech(31), noise(4), speech(9), noise(0.6), speech(40)];
      const samples = roughen(makeSamples(sounds));
      const path = join(folder, `seam-${before}-${timed}.wav`);
      await writeWav(path, samples);
      const { answer, texts } = createHearing(await readBack(path, samples.length));
      const options: TestEngineOptions = {
        answer: (piece) => (timed ? answer(piece) : { text: answer(piece).text, words: [] }),
      };
      const first = await run(only(before, options), { file_path: path });
      const textOf = (pieces: readonly Piece[]) =>
        pieces.flatMap(({ segments }) => segments.flatMap(({ text }) => text.split(' ')));
      /** Where times are guesses a forced cut may cost a word, also without a kill; none comes twice. */
      const check = (pieces: readonly Piece[], hint: string, cost = 4) => {
        const heard = textOf(pieces);
        if (timed) expect(heard, hint).toEqual(texts);
        expect(heard, hint).toEqual(texts.filter((text) => heard.includes(text)));
        expect(texts.length - heard.length, hint).toBeLessThanOrEqual(cost);
      };
      check(first.pieces, 'one run');
      for (let killed = 1; killed <= first.pieces.length; killed += 3) {
        const stored = first.pieces.slice(0, killed);
        const second = await run(only(behind, options), { file_path: path, ...resumeBehind(stored) });
        check([...stored, ...second.pieces], `killed behind ${killed} pieces`);
        expect(second.pieces[0]?.piece ?? killed).toBe(killed);
        expect(second.end.pieces).toBe(killed + second.pieces.length);
        const change = { code: 'speech-detector-changed', args: { first: before, now: behind } };
        expect(second.end.notes).toContainEqual(change);
        // And once more, with the first again: nothing that it could count is cut as it would.
        const both = [...stored, ...second.pieces.slice(0, 1)];
        const third = await run(only(before, options), { file_path: path, ...resumeBehind(both) });
        check([...both, ...third.pieces], `killed twice, behind ${killed} pieces`);
        expect(third.end.notes.filter(({ code }) => code === change.code)).toHaveLength(1);
      }
    },
  );

  it('the first one is asked for, and its pieces go on where it is there', async () => {
    const path = await write('same.wav', speech(24), noise(1.5), speech(31));
    const asked: (string | undefined)[] = [];
    const engines: SpeechEngines = {
      ...createTestEngines(),
      openDetector: async (_signal, wanted) => {
        asked.push(wanted);
        return { detector: detectors[wanted === 'all' ? 'all' : 'energy']() };
      },
    };
    const first = await run(only('all', {}), { file_path: path });
    const { pieces, end } = await run(engines, {
      file_path: path,
      ...resumeBehind(first.pieces.slice(0, 1)),
    });
    expect(asked).toEqual(['all']);
    expect(pieces.map(({ segments }) => segments)).toEqual(
      first.pieces.slice(1).map(({ segments }) => segments),
    );
    expect(end).toEqual(first.end);
  });
});

/** No stretch of it is like another, so that its place can be told. */
function roughen(samples: Float32Array): Float32Array {
  let state = 1;
  return samples.map((sample) => {
    state = (state * 48_271) % 2_147_483_647;
    return sample + (state / 2_147_483_647 - 0.5) * 0.004;
  });
}

async function readBack(path: string, length: number): Promise<Float32Array> {
  const all = new Float32Array(length);
  let filled = 0;
  const { signal } = new AbortController();
  for await (const chunk of createScriptedMediaTool().decode(path, { signal })) {
    all.set(chunk, filled);
    filled += chunk.length;
  }
  return all;
}
