import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeWav } from '../../../test/support/audio.ts';
import { collectTranscript } from '../../../test/support/collect-transcript.ts';
import { createTestEngines } from '../../../test/support/engines.ts';
import { scriptedDiarizer } from '../../adapters/diarizer/scripted/scripted-diarizer.ts';
import { createFfmpegMediaTool } from '../../adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { silentLogger } from '../../core/logger.ts';
import type { SpeechDetector } from '../../ports/speech-detector.ts';
import type { SpeechEngines } from '../../ports/speech-engine.ts';
import type { WorkerEvent } from '../../wire/event-message.ts';
import { type TaskMessageInput, taskMessageSchema } from '../../wire/task-message.ts';
import { transcribeTask } from './transcribe-task.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-test-speakers-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const rate = 16_000;

/** Turns of 4 s with a pause of 0.7 s between; each speaker hums in an octave of its own. */
async function record(name: string, speakers: readonly number[]): Promise<string> {
  const samples = new Float32Array(Math.round(speakers.length * 4.7 * rate));
  speakers.forEach((speaker, turn) => {
    const from = Math.round(turn * 4.7 * rate);
    for (let index = 0; index < 4 * rate; index++) {
      samples[from + index] = 0.3 * Math.sin((2 * Math.PI * 125 * 4 ** speaker * index) / rate);
    }
  });
  const path = join(folder, name);
  await writeWav(path, samples);
  return path;
}

/** Hears every sound as speech. */
const detector: SpeechDetector = {
  name: 'level',
  frameLength: 480,
  judge: async (samples) =>
    Uint8Array.from({ length: Math.ceil(samples.length / 480) }, (_, frame) =>
      Number(samples.subarray(frame * 480, frame * 480 + 480).some((sample) => Math.abs(sample) > 0.01)),
    ),
  close: async () => {},
};

function createEngines(): SpeechEngines & { readonly diarizers: number } {
  let diarizers = 0;
  return {
    ...createTestEngines(),
    openDetector: async () => ({ detector }),
    openDiarizer: async () => {
      diarizers++;
      return scriptedDiarizer.load({ threads: 1 });
    },
    get diarizers() {
      return diarizers;
    },
  };
}

function run(path: string, asked: Partial<TaskMessageInput>, engines: SpeechEngines = createEngines()) {
  const message = taskMessageSchema.parse({ task_id: 'test', file_path: path, language: 'en', ...asked });
  const context = { media: createFfmpegMediaTool(), engines, logger: silentLogger };
  return transcribeTask.run(context, message, new AbortController().signal);
}

/** In their order, each once: how many pieces there are is not the matter here. */
const typesOf = (events: readonly WorkerEvent[]) => [
  ...new Set(events.map((event) => event.type).filter((type) => type !== 'progress')),
];

describe('a recording whose speakers are wanted', () => {
  it('has its words first, then its turns, and the end says how many blocks and speakers were asked for', async () => {
    const path = await record('two.wav', [0, 1, 0]);
    const events = await Array.fromAsync(run(path, { diarize: true, min_speakers: 2, max_speakers: 4 }));
    expect(typesOf(events)).toEqual(['probed', 'segment', 'turns', 'succeeded']);
    expect(events.at(-1)).toMatchObject({ blocks: 1, speakers: { least: 2, most: 4 }, notes: [] });
  });

  it('comes out with each segment given to somebody', async () => {
    const path = await record('three.wav', [0, 1, 2, 0]);
    const transcript = await collectTranscript(run(path, { diarize: true, speakers: 3 }));
    const order = [...new Set(transcript.segments.map((segment) => segment.speaker))];
    expect(order).toEqual(['S1', 'S2', 'S3']);
    expect(transcript.segments.at(-1)?.speaker).toBe('S1');
    expect(transcript.speakers?.map(({ id }) => id)).toEqual(order);
    expect(transcript.speakers?.[0]?.seconds).toBeCloseTo(8, 0);
  });

  it('goes on behind the blocks that are stored', async () => {
    const path = await record('resumed.wav', [0, 1]);
    const first = await Array.fromAsync(run(path, { diarize: true }));
    const segments = first.flatMap((event) => (event.type === 'segment' ? event.segments : []));
    const pieces = first.filter((event) => event.type === 'segment').length;
    const stored = {
      resume_from: pieces,
      resume_segments: segments.length,
      resume_until: segments.at(-1)?.end ?? 0,
    };
    const before = await Array.fromAsync(run(path, { diarize: true, ...stored }));
    expect(typesOf(before)).toEqual(['probed', 'turns', 'succeeded']);
    expect(before.at(-2)).toEqual(first.at(-2));
    const behind = await Array.fromAsync(run(path, { diarize: true, ...stored, resume_blocks: 1 }));
    expect(typesOf(behind)).toEqual(['probed', 'succeeded']);
    expect(behind.at(-1)).toMatchObject({ pieces, blocks: 1 });
  });

  it('is not listened to again where nothing was said, nobody asks, or channels tell', async () => {
    const silent = join(folder, 'silent.wav');
    await writeWav(silent, new Float32Array(3 * rate));
    const path = await record('mono.wav', [0, 1]);
    const engines = createEngines();
    const nothing = await Array.fromAsync(run(silent, { diarize: true }, engines));
    expect(nothing.at(-1)).toMatchObject({ blocks: 0 });
    await Array.fromAsync(run(path, { diarize: false }, engines));
    expect(engines.diarizers).toBe(0);
    // A single channel tells nothing: its voices do.
    const single = await collectTranscript(run(path, { diarize: true, by_channel: true }, engines));
    expect(engines.diarizers).toBe(1);
    expect(single.speakers?.length).toBe(2);
  });
});
