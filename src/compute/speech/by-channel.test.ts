import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSamples, runFfmpeg, silence, speech, writeWav } from '../../../test/support/audio.ts';
import { createTestEngines } from '../../../test/support/engines.ts';
import { createFfmpegMediaTool } from '../../adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { createEnergyDetector } from '../../adapters/speech-detector/energy/energy-detector.ts';
import { silentLogger } from '../../core/logger.ts';
import type { SpeechEngines } from '../../ports/speech-engine.ts';
import type { WorkerEvent } from '../../wire/event-message.ts';
import { type TaskMessageInput, taskMessageSchema } from '../../wire/task-message.ts';
import { transcribeTask } from './transcribe-task.ts';

let folder = '';
let call = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-test-channels-'));
  const [caller, called] = [join(folder, 'caller.wav'), join(folder, 'called.wav')];
  await writeWav(caller, makeSamples([speech(4), silence(12), speech(5), silence(9)]));
  await writeWav(called, makeSamples([silence(6), speech(8), silence(8), speech(6), silence(2)]));
  call = join(folder, 'call.flac');
  const sides = '[0:a]aformat=channel_layouts=mono[a];[1:a]aformat=channel_layouts=mono[b];[a][b]join=2';
  await runFfmpeg('-i', caller, '-i', called, '-filter_complex', sides, call);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function transcribe(
  path: string,
  message: Partial<TaskMessageInput> = {},
  engines: SpeechEngines = createTestEngines(),
): Promise<WorkerEvent[]> {
  const task = taskMessageSchema.parse({ task_id: 'a', file_path: path, by_channel: true, ...message });
  const context = { media: createFfmpegMediaTool(), engines, logger: silentLogger };
  return Array.fromAsync(transcribeTask.run(context, task, new AbortController().signal));
}

const findPieces = (events: readonly WorkerEvent[]) => events.filter((event) => event.type === 'segment');
const findSegments = (events: readonly WorkerEvent[]) =>
  findPieces(events).flatMap((event) => event.segments);
const findNotes = (events: readonly WorkerEvent[]) =>
  events.flatMap((event) => (event.type === 'succeeded' ? event.notes : []));
const speakersOf = (events: readonly WorkerEvent[]) => [
  ...new Set(findSegments(events).map((segment) => segment.speaker)),
];

describe('a call with a speaker on each channel', () => {
  it('is told in the order in which people speak, each by the channel', async () => {
    const events = await transcribe(call);
    const pieces = findPieces(events).map((event) => ({
      index: event.piece,
      speakers: [...new Set(event.segments.map((segment) => segment.speaker))],
      start: Math.round(event.segments[0]?.start ?? -1),
    }));
    expect(pieces).toEqual([
      { index: 0, speakers: ['S1'], start: 0 },
      { index: 1, speakers: ['S2'], start: 6 },
      { index: 2, speakers: ['S1'], start: 16 },
      { index: 3, speakers: ['S2'], start: 22 },
    ]);
    const segments = findSegments(events);
    expect(segments.map((segment) => segment.index)).toEqual([...segments.keys()]);
    expect(events.at(-1)).toMatchObject({ type: 'succeeded', pieces: 4, blocks: 0, duration: 30 });
    expect(findNotes(events).map((note) => note.code)).not.toContain('single-channel');
  });

  it('goes on after a stored piece with the same ones', async () => {
    const whole = await transcribe(call);
    const stored = findPieces(whole).slice(0, 2);
    const rest = await transcribe(call, {
      resume_from: 2,
      resume_segments: stored.flatMap((event) => event.segments).length,
      resume_until: stored.at(-1)?.segments.at(-1)?.end ?? 0,
    });
    expect(findPieces(rest)).toEqual(findPieces(whole).slice(2));
  });

  it('is one voice where both channels hold the same, and mixed where nobody asked for channels', async () => {
    const doubled = join(folder, 'doubled.wav');
    await runFfmpeg('-i', call, '-af', 'pan=stereo|c0=c0|c1=c0', doubled);
    const events = await transcribe(doubled);
    expect(speakersOf(events)).toEqual(['S1']);
    expect(findPieces(events)).toHaveLength(2);
    expect(speakersOf(await transcribe(call, { by_channel: false }))).toEqual([undefined]);
  });
});

describe('channels that cannot tell who speaks', () => {
  it('are told of, where there is but one; the transcript comes all the same', async () => {
    const mono = join(folder, 'mono.wav');
    await writeWav(mono, makeSamples([speech(4)]));
    const events = await transcribe(mono);
    expect(findNotes(events).map((note) => note.code)).toContain('single-channel');
    expect(findSegments(events).length).toBeGreaterThan(0);
    expect(speakersOf(events)).toEqual([undefined]);
  });

  it('are refused beyond eight, before any work', async () => {
    const many = join(folder, 'many.wav');
    await runFfmpeg('-i', call, '-af', 'pan=hexadecagonal|c0=c0|c9=c1', many);
    const engines = createTestEngines();
    await expect(transcribe(many, {}, engines)).rejects.toMatchObject({
      code: 'channels-too-many',
      args: { channels: 16, limit: 8 },
    });
    expect(engines.requests).toEqual([]);
    expect(findSegments(await transcribe(many, { by_channel: false })).length).toBeGreaterThan(0);
  });
});

it('each channel has a detector of its own, all are closed, and the note says when another stood in', async () => {
  const opened = { count: 0, closed: 0 };
  const engines: SpeechEngines = {
    ...createTestEngines(),
    openDetector: async () => {
      opened.count++;
      const detector = { ...createEnergyDetector(), close: async () => void opened.closed++ };
      return { detector, fallback: { wanted: 'silero', reason: 'silero-vad is not installed' } };
    },
  };
  const notes = findNotes(await transcribe(call, {}, engines));
  expect(opened).toEqual({ count: 2, closed: 2 });
  expect(notes.find((note) => note.code === 'speech-detector-fallback')?.args).toEqual({
    wanted: 'silero',
    reason: 'silero-vad is not installed',
  });
});
