import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BadCase, makeBadCorpus, makeTenHours } from '../../../test/fixtures/bad/corpus.ts';
import { makeSamples, noise, runFfmpeg, silence, speech, writeWav } from '../../../test/support/audio.ts';
import { collectTranscript } from '../../../test/support/collect-transcript.ts';
import { createTestEngines, type TestEngineOptions } from '../../../test/support/engines.ts';
import { createFfmpegMediaTool } from '../../adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { createScriptedMediaTool } from '../../adapters/media-tool/scripted/scripted-media-tool.ts';
import { EfirError } from '../../core/errors.ts';
import { silentLogger } from '../../core/logger.ts';
import { sleep } from '../../core/time.ts';
import { eventMessageSchema, type WorkerEvent } from '../../wire/event-message.ts';
import { type TaskMessageInput, taskMessageSchema } from '../../wire/task-message.ts';
import { transcribeTask } from './transcribe-task.ts';

let folder = '';
let privateParent = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-test-transcribe-'));
  privateParent = await mkdtemp(join(tmpdir(), 'efir-test-transcribe-private-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(privateParent, { recursive: true, force: true });
});

interface RunOptions extends Partial<TaskMessageInput> {
  readonly engines?: ReturnType<typeof createTestEngines>;
  readonly signal?: AbortSignal;
  readonly scriptedMedia?: boolean;
}

function run(
  path: string,
  { engines = createTestEngines(), signal, scriptedMedia, ...options }: RunOptions = {},
) {
  const media = scriptedMedia
    ? createScriptedMediaTool()
    : createFfmpegMediaTool({ temporaryDirectory: privateParent });
  const message = taskMessageSchema.parse({ task_id: 'attempt', file_path: path, ...options });
  const context = { media, engines, logger: silentLogger };
  return transcribeTask.run(context, message, signal ?? new AbortController().signal);
}

async function writeRecording(name: string, ...sounds: Parameters<typeof makeSamples>[0]): Promise<string> {
  const path = join(folder, name);
  await writeWav(path, makeSamples(sounds));
  return path;
}

const ofType = <Type extends WorkerEvent['type']>(events: readonly WorkerEvent[], type: Type) =>
  events.filter((event): event is Extract<WorkerEvent, { type: Type }> => event.type === type);

describe('the line', () => {
  it('goes from a recording to probed, a segment event per piece, and succeeded', async () => {
    const path = await writeRecording(
      'talk.wav',
      noise(2),
      speech(20),
      silence(1),
      speech(20),
      silence(8),
      speech(5),
    );
    const engines = createTestEngines();
    const events = await Array.fromAsync(run(path, { engines, scriptedMedia: true }));

    expect(events[0]).toMatchObject({ type: 'probed', media: { duration: 56, sample_rate: 16_000 } });
    const pieces = ofType(events, 'segment');
    expect(pieces.map((event) => event.piece)).toEqual([0, 1, 2]);
    expect(engines.pieces).toHaveLength(3);
    const segments = pieces.flatMap((event) => event.segments);
    expect(segments.map((segment) => segment.index)).toEqual(segments.map((_, index) => index));
    expect(segments[0]?.start).toBeGreaterThan(1.7);
    expect(segments[0]?.start).toBeLessThanOrEqual(2);
    expect(segments.at(-1)?.end).toBeLessThanOrEqual(56);
    expect(events.at(-1)).toMatchObject({
      type: 'succeeded',
      pieces: 3,
      duration: 56,
      engine: 'test',
      model: 'words',
      quality: 'full',
    });
    for (const event of events) {
      expect(eventMessageSchema.safeParse({ task_id: 'a', run_id: 'r', seq: 1, event }).success).toBe(true);
    }
  });

  it('resumes after a checkpoint with the same pieces, numbers and words', async () => {
    const path = await writeRecording(
      'resume.wav',
      speech(24),
      silence(4),
      speech(70),
      silence(4),
      speech(10),
    );
    const whole = await Array.fromAsync(run(path));
    const pieces = ofType(whole, 'segment');
    expect(pieces.length).toBeGreaterThan(4);
    for (const from of [1, 3, pieces.length]) {
      const stored = pieces.slice(0, from).flatMap((event) => event.segments);
      const engines = createTestEngines();
      const resumed = await Array.fromAsync(
        run(path, {
          engines,
          resume_from: from,
          resume_segments: stored.length,
          resume_until: Math.max(...stored.map((segment) => segment.end)),
        }),
      );
      expect(ofType(resumed, 'segment')).toEqual(pieces.slice(from));
      // The last stored piece is heard again where the next one overlaps it.
      expect(engines.pieces.length).toBeLessThanOrEqual(pieces.length - from + 1);
      expect(resumed.at(-1)).toEqual(whole.at(-1));
    }
  });

  it('finds no speech in silence, and says so', async () => {
    const path = await writeRecording('silence.wav', silence(30), noise(30, 0.0005));
    const transcript = await collectTranscript(run(path));
    expect(transcript).toMatchObject({
      text: '',
      segments: [],
      notes: [{ code: 'no-speech' }],
      duration: 60,
    });
  });

  it('gives a checkpoint for a piece in which nothing was understood', async () => {
    const path = await writeRecording('mumble.wav', speech(3));
    const engines = createTestEngines({ answer: () => ({ text: '', words: [] }) });
    const events = await Array.fromAsync(run(path, { engines }));
    expect(ofType(events, 'segment')).toMatchObject([
      { type: 'segment', piece: 0, segments: [], processed: 3, hearing: { seconds: 0 } },
    ]);
    expect(events.at(-1)).toMatchObject({ pieces: 1, notes: [{ code: 'no-speech' }] });
  });

  it('keeps pieces within what the engine takes', async () => {
    const path = await writeRecording('unbroken.wav', speech(40));
    const engines = createTestEngines({ maxPieceSeconds: 7 });
    await Array.fromAsync(run(path, { engines }));
    expect(engines.pieces.length).toBeGreaterThanOrEqual(6);
    expect(engines.pieces.every((piece) => piece.samples.length <= 7 * 16_000)).toBe(true);
    expect(engines.pieces.reduce((sum, piece) => sum + piece.samples.length, 0)).toBeGreaterThan(40 * 16_000);
  });
});

describe('requests', () => {
  it('passes engine, model and language on, the language by name as by code', async () => {
    const path = await writeRecording('request.wav', speech(2));
    const engines = createTestEngines();
    const transcript = await collectTranscript(
      run(path, { engines, language: 'Russian', engine: 'test', model: 'words' }),
    );
    expect(engines.requests).toEqual([{ engine: 'test', model: 'words', language: 'ru', seconds: 2 }]);
    expect(transcript).toMatchObject({ language: 'ru', notes: [] });
    await expect(Array.fromAsync(run(path, { language: 'Klingonese' }))).rejects.toMatchObject({
      code: 'language-unknown',
    });
  });

  const noteCases: readonly (readonly [string, TestEngineOptions, RunOptions])[] = [
    ['engine-fallback', { fallback: { wanted: 'parakeet', reason: 'no network' } }, { language: 'en' }],
    ['low-quality-engine', { quality: 'low' }, { language: 'en' }],
    ['diarization-unavailable', {}, { language: 'en', diarize: true }],
    ['language-assumed', {}, { language: 'auto' }],
  ];
  it.each(noteCases)('adds the note %s', async (code, engine, options) => {
    const path = await writeRecording('notes.wav', speech(2));
    const { notes } = await collectTranscript(run(path, { engines: createTestEngines(engine), ...options }));
    expect(notes.map((note) => note.code)).toEqual([code]);
  });

  it('takes the language that the engine heard most of', async () => {
    const path = await writeRecording('heard.wav', speech(20), silence(5), speech(4));
    const engines = createTestEngines({
      answer: ({ samples }) => ({
        text: Array.from({ length: samples.length / 16_000 }, (_, place) => `слово${place}`).join(' '),
        words: [],
        language: samples.length > 160_000 ? 'ru' : 'bg',
      }),
    });
    expect(await collectTranscript(run(path, { engines }))).toMatchObject({ language: 'ru', notes: [] });
  });
});

describe('several languages', () => {
  const russian = 'здравствуйте меня зовут анна и я хотела бы узнать когда откроется магазин';
  const english = 'good morning my name is anna and I would like to know when the shop opens';
  const answer = ({ samples }: { samples: Float32Array }) => ({
    text: samples.length > 160_000 ? russian : english,
    words: [],
  });

  it('are told from the words, for each segment and for the whole', async () => {
    const path = await writeRecording('mixed.wav', speech(15), silence(5), speech(8));
    const events = await Array.fromAsync(run(path, { engines: createTestEngines({ answer }) }));
    const segments = ofType(events, 'segment').flatMap((event) => event.segments);
    expect([...new Set(segments.map(({ language }) => language))]).toEqual(['ru', 'en']);
    expect(events.at(-1)).toMatchObject({
      language: 'ru',
      notes: [{ code: 'several-languages', args: { languages: 'ru en' } }],
    });
  });

  it('are heard by the engines that are best for them, of which the one that heard most is named', async () => {
    const path = await writeRecording('routed.wav', speech(15), silence(5), speech(14));
    const best = { ru: { model: 'gigaam', languages: ['ru'], answer } };
    const engines = createTestEngines({ answer, best });
    const events = await Array.fromAsync(run(path, { engines }));
    expect(engines.requests).toEqual([{ seconds: 34 }, { language: 'ru', seconds: 34 }]);
    expect(events.at(-1)).toMatchObject({ type: 'succeeded', language: 'ru', model: 'gigaam', notes: [] });
  });
});

it('a run that goes on behind a stored part tells the language of the whole', async () => {
  const path = await writeRecording('gone-on.wav', speech(20), silence(5), speech(4));
  const answer = () => ({ text: 'мм', words: [] });
  const options = { engines: createTestEngines({ answer }), resume_segments: 1, resume_language: 'fi' };
  const end = async (from: number) =>
    (await Array.fromAsync(run(path, { ...options, resume_from: from }))).at(-1);
  expect(await end(2)).toMatchObject({ language: 'fi', notes: [] });
  expect(await end(1)).toMatchObject({ type: 'succeeded', language: 'fi', notes: [] });
});

describe('time and trouble', () => {
  it('beats at least every two seconds while a piece takes long', async () => {
    const path = await writeRecording('slow.wav', speech(2));
    const engines = createTestEngines({
      answer: async () => {
        await sleep(4500);
        return { text: 'late', words: [] };
      },
    });
    const events = await Array.fromAsync(run(path, { engines }));
    expect(events.map((event) => event.type)).toEqual([
      'probed',
      'progress',
      'progress',
      'segment',
      'succeeded',
    ]);
  });

  it('ends soon when it is cancelled, and leaves nothing behind', async () => {
    const path = await writeRecording('cancel.wav', speech(60));
    const control = new AbortController();
    const engines = createTestEngines({
      answer: async (_, { signal }) => {
        setTimeout(() => control.abort(), 50);
        await sleep(60_000, signal);
        return { text: '', words: [] };
      },
    });
    await expect(Array.fromAsync(run(path, { engines, signal: control.signal }))).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await readdir(privateParent)).toEqual([]);
  });

  it("ends the engine's work and the decoder when the consumer stops", async () => {
    const path = await writeRecording('leave.wav', speech(60));
    let stopped = false;
    const engines = createTestEngines({
      answer: async (_, { signal }) => {
        signal?.addEventListener('abort', () => {
          stopped = true;
        });
        await sleep(60_000, signal);
        return { text: '', words: [] };
      },
    });
    for await (const event of run(path, { engines })) if (event.type === 'progress') break;
    expect(stopped).toBe(true);
    expect(await readdir(privateParent)).toEqual([]);
  });

  it('gives up on an engine that is stuck in a piece, by the time that the recording may take', async () => {
    const path = await writeRecording('stuck.wav', speech(3));
    const engines = createTestEngines({
      answer: async (_piece, { signal }) => {
        await sleep(60_000, signal);
        return { text: '', words: [] };
      },
    });
    await expect(Array.fromAsync(run(path, { engines, time_limit: 0.5 }))).rejects.toMatchObject({
      code: 'task-timeout',
      args: { seconds: 0.5 },
    });
    expect(await readdir(privateParent)).toEqual([]);
  });

  it("reports an engine's failure after the pieces before it", async () => {
    const path = await writeRecording('crash.wav', speech(70));
    let calls = 0;
    const engines = createTestEngines({
      answer: async () => {
        calls += 1;
        if (calls === 3) throw new EfirError('engine-host-died', { detail: 'exit 134' });
        return { text: 'word', words: [] };
      },
    });
    const events: WorkerEvent[] = [];
    const running = (async () => {
      for await (const event of run(path, { engines })) events.push(event);
    })();
    await expect(running).rejects.toMatchObject({ code: 'engine-host-died' });
    expect(ofType(events, 'segment').map((event) => event.piece)).toEqual([0, 1]);
    expect(transcribeTask.retry.special['engine-host-died']).toEqual({
      limit: 3,
      delay: 1,
      becomes: 'recording-kills-engine',
    });
  });

  it('gives up at the longest duration even where the file announces none', async () => {
    const path = join(folder, 'endless.webm');
    await runFfmpeg(
      '-f',
      'lavfi',
      '-i',
      'sine=duration=40',
      '-c:a',
      'libopus',
      '-f',
      'webm',
      '-live',
      '1',
      path,
    );
    await expect(Array.fromAsync(run(path, { max_duration: 30 }))).rejects.toMatchObject({
      code: 'media-too-long',
    });
    expect((await collectTranscript(run(path, { max_duration: 41 }))).duration).toBeCloseTo(40, 1);
  });

  it('measures a guessed length that is over the limit before any piece is recognised', async () => {
    const path = join(folder, 'guessed.mp3');
    await runFfmpeg('-f', 'lavfi', '-i', 'sine=duration=40', '-write_xing', '0', path);
    const engines = createTestEngines();
    await expect(Array.fromAsync(run(path, { engines, max_duration: 30 }))).rejects.toMatchObject({
      code: 'media-too-long',
    });
    expect(engines.requests).toEqual([]);
  });
});

describe('bad recordings', () => {
  it('gives each its code, and transcribes those that only look bad', async () => {
    const corpus = await makeBadCorpus(join(folder, 'bad'));
    const outcomes = await Promise.all(corpus.map(judge));
    expect(Object.fromEntries(outcomes)).toEqual(
      Object.fromEntries(corpus.map((bad) => [bad.name, bad.code ?? bad.note ?? 'words'])),
    );
    expect(await readdir(privateParent)).toEqual([]);
  }, 120_000);

  it('bears ten hours, in little memory and with a sign of life all along', async () => {
    const { path, note } = await makeTenHours(folder);
    const before = process.memoryUsage().rss;
    let most = before;
    let said = Date.now();
    let longestSilence = 0;
    const events: WorkerEvent[] = [];
    for await (const event of run(path, { language: 'en', max_duration: 12 * 3600 })) {
      most = Math.max(most, process.memoryUsage().rss);
      longestSilence = Math.max(longestSilence, Date.now() - said);
      said = Date.now();
      if (event.type !== 'progress') events.push(event);
    }
    expect(events.map((event) => event.type)).toEqual(['probed', 'succeeded']);
    expect(events[1]).toMatchObject({ pieces: 0, notes: [{ code: note }] });
    expect(ofType(events, 'succeeded')[0]?.duration).toBeGreaterThan(36_000);
    // Ten hours of samples are 2,300 MB.
    expect(most - before).toBeLessThan(150_000_000);
    // A lease is 30 seconds.
    expect(longestSilence).toBeLessThan(25_000);
  }, 600_000);

  async function judge(bad: BadCase): Promise<readonly [string, string]> {
    try {
      const transcript = await collectTranscript(run(bad.path, { language: 'en', max_duration: 12 * 3600 }));
      return [bad.name, transcript.notes[0]?.code ?? (transcript.text === '' ? 'nothing' : 'words')];
    } catch (thrown) {
      return [bad.name, thrown instanceof EfirError ? thrown.code : String(thrown)];
    }
  }
});
