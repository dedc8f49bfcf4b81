import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSamples, noise, silence, speech, writeWav } from '../../../test/support/audio.ts';
import { collectTranscript } from '../../../test/support/collect-transcript.ts';
import { createTestEngines } from '../../../test/support/engines.ts';
import { createScriptedMediaTool } from '../../adapters/media-tool/scripted/scripted-media-tool.ts';
import { scriptedEngine } from '../../adapters/speech-engine/scripted/scripted-engine.ts';
import { silentLogger } from '../../core/logger.ts';
import { type TaskMessageInput, taskMessageSchema } from '../../wire/task-message.ts';
import { transcribeTask } from './transcribe-task.ts';
import type { Transcript } from './transcript.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-test-doubts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Sounds = Parameters<typeof makeSamples>[0];

/** What the scripted engine's model makes of the sounds, after the whole line. */
async function transcribe(
  model: string,
  sounds: Sounds,
  options: Partial<TaskMessageInput> = {},
): Promise<Transcript> {
  const path = join(folder, `${crypto.randomUUID()}.wav`);
  await writeWav(path, makeSamples(sounds));
  const engine = await scriptedEngine.load({ model, threads: 1, extra: { cpuSecondsPerSecond: 0 } });
  const engines = createTestEngines({ answer: (piece, asked) => engine.recognise(piece, asked) });
  const message = taskMessageSchema.parse({
    task_id: 'attempt',
    file_path: path,
    language: 'en',
    ...options,
  });
  const context = { media: createScriptedMediaTool(), engines, logger: silentLogger };
  return collectTranscript(transcribeTask.run(context, message, new AbortController().signal));
}

const talk = [speech(12), silence(4), speech(6)];

it('a loop is heard again with other settings', async () => {
  const looped = await transcribe('loop-once', talk);
  expect(looped.segments).toEqual((await transcribe('default', talk)).segments);
  expect(looped.notes).toEqual([]);
});

it('a loop that comes back is marked, counted, and gives no words', async () => {
  const { segments, text, notes } = await transcribe('loop', talk);
  expect(text).toBe('');
  expect(segments.every((segment) => segment.unintelligible && segment.words.length === 0)).toBe(true);
  const seconds = segments.reduce((sum, segment) => sum + segment.end - segment.start, 0);
  expect(seconds).toBeGreaterThan(17);
  expect(notes).toEqual([
    {
      code: 'unintelligible-parts',
      args: { count: segments.length, seconds: Math.round(seconds * 10) / 10 },
    },
  ]);
});

it('an engine that invents something for every piece gives no word where nobody speaks', async () => {
  const { text, notes } = await transcribe('hallucinate', [silence(20), noise(40, 0.0004), silence(10)]);
  expect(text).toBe('');
  expect(notes).toEqual([{ code: 'no-speech', args: {} }]);
});

it('what it invents on faint sounds is dropped, and what it says of real speech is kept', async () => {
  const faint = await transcribe('hallucinate', [silence(2), speech(10, 0.0025), silence(2)]);
  expect(faint.text).toBe('');
  expect(faint.notes.map((note) => note.code)).toEqual(['no-speech']);
  expect((await transcribe('hallucinate', [speech(2)])).text).toBe('Thanks for watching!');
});

it('words are written as the request has them, and hot words that no engine listens for are told', async () => {
  const plain = await transcribe('default', [speech(4)]);
  const heard = plain.segments[0]?.words.slice(0, 2).map((word) => word.text) ?? [];
  const { segments, notes } = await transcribe('default', [speech(4)], {
    spellings: [{ heard: heard.join(' ').toUpperCase(), write: 'Efir' }],
    hot_words: ['Efir'],
  });
  expect(segments[0]?.words[0]).toMatchObject({ text: 'Efir', start: 0 });
  expect(segments[0]?.words[0]?.end).toBe(plain.segments[0]?.words[1]?.end);
  expect(segments[0]?.text.startsWith('Efir ')).toBe(true);
  expect(notes).toEqual([{ code: 'hot-words-unsupported', args: { engine: 'test' } }]);
});
