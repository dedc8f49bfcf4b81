// Who says what, on the whole real way against an exact truth: speakers that are encoded in tones, told apart by ffmpeg,
// an engine host, sherpa-onnx with segmentation and embeddings, and the joining of blocks. How well real models tell real
// voices apart is another matter.

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFfmpegMediaTool } from '../../src/adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { scoreSpeakers } from '../../src/compute/eval/score-speakers.ts';
import { type DiarizedTurns, mapSpeakers } from '../../src/compute/speech/speakers/speech-map.ts';
import { decode } from '../../src/compute/speech/stages/decode.ts';
import { diarize } from '../../src/compute/speech/stages/diarize.ts';
import { createSpeechEngines } from '../../src/engine-host/pool.ts';
import type { SpeechEngines } from '../../src/ports/speech-engine.ts';
import type { SpeakerCount } from '../../src/wire/event-message.ts';
import { runFfmpeg, writeWav } from '../support/audio.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { compareSpeakers } from '../support/pilot-tones/compare-speakers.ts';
import { hearRecording } from '../support/pilot-tones/hear-recording.ts';
import { writePilotDiarization } from '../support/pilot-tones/pilot-diarization.ts';
import { writePilotModel } from '../support/pilot-tones/pilot-model.ts';
import {
  makePilotTalk,
  type PilotTalk,
  type PilotTurn,
  writePilotTurns,
} from '../support/pilot-tones/pilot-talk.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-test-speakers-'));
const modelsDirectory = join(folder, 'models');
let engines: SpeechEngines;

beforeAll(() => {
  writePilotModel(join(modelsDirectory, 'pilot'));
  writePilotDiarization(modelsDirectory);
  engines = openEngines('auto');
});
afterAll(async () => {
  await engines.close();
  await rm(folder, { recursive: true, force: true });
});

function openEngines(diarizer: 'auto' | 'scripted', models = modelsDirectory): SpeechEngines {
  return createSpeechEngines({
    engine: 'sherpa-onnx',
    model: 'pilot',
    modelsDirectory: models,
    diarizer,
    threads: 1,
    environment: pickHostEnvironment(),
  });
}

interface Recorded extends PilotTalk {
  readonly path: string;
}

async function record(name: string, turns: readonly PilotTurn[]): Promise<Recorded> {
  const talk = makePilotTalk(turns);
  const path = join(folder, `${name}.wav`);
  await writeWav(path, talk.samples);
  return { ...talk, path };
}

/** Who was heard when, all blocks joined. */
async function hearSpeakers(path: string, blockSeconds: number, count: SpeakerCount = {}) {
  const blocks: DiarizedTurns[] = [];
  const samples = decode(createFfmpegMediaTool(), path);
  const options = { resumeBlocks: 0, speakers: count.exactly, blockSeconds };
  for await (const event of diarize(samples, (signal) => engines.openDiarizer(signal), options)) {
    if (event.type === 'turns') blocks.push(event);
  }
  const speakers = mapSpeakers(blocks, count);
  const turns = speakers.flatMap((speaker, number) =>
    speaker.turns.map((turn) => ({ ...turn, speaker: number })),
  );
  return { speakers: speakers.length, blocks: blocks.length, turns };
}

const nameTurns = (turns: PilotTalk['turns']) =>
  turns.map((turn) => ({ ...turn, speaker: String(turn.speaker) }));

/** Each true word with the speaker that it was given to, as far as both agree on the word. */
function pairWords(
  said: PilotTalk,
  heard: Awaited<ReturnType<typeof hearRecording>>['transcript'],
): string[] {
  const words = heard.segments.flatMap((segment) =>
    segment.words.map((word) => ({ ...word, speaker: segment.speaker })),
  );
  const order = [...new Set(said.words.map((word) => word.speaker))];
  return said.words.map(({ text, speaker }, place) => {
    const wanted = `S${order.indexOf(speaker) + 1} ${text}`;
    const found = `${words[place]?.speaker} ${words[place]?.text}`;
    return wanted === found ? 'right' : `${wanted}, not ${found}`;
  });
}

const minutes = 5 * 60_000;

describe.each([2, 3])('%i speakers in five minutes', (count) => {
  let talk: Recorded;
  beforeAll(async () => {
    talk = await record(`speakers-${count}`, writePilotTurns(count, 300));
  });

  it.each([
    { form: 'WAV', ending: 'wav', args: [], blockSeconds: 600, blocks: 1 },
    { form: 'WAV in blocks of a minute', ending: 'wav', args: [], blockSeconds: 60, blocks: 6 },
    {
      form: 'Opus 32k',
      ending: 'opus',
      args: ['-c:a', 'libopus', '-b:a', '32k'],
      blockSeconds: 600,
      blocks: 1,
    },
  ])(
    '$form: as many are found, none is taken for another',
    async ({ form, ending, args, blockSeconds, blocks }) => {
      const path = join(folder, `encoded-${form}.${ending}`);
      await runFfmpeg('-i', talk.path, ...args, path);
      const heard = await hearSpeakers(path, blockSeconds);
      expect(heard.speakers).toBe(count);
      expect(heard.blocks).toBeGreaterThanOrEqual(blocks);
      const frames = compareSpeakers(talk.turns, heard.turns, talk.samples.length / 16_000);
      expect(frames.spoken).toBeGreaterThan(20_000);
      expect(frames.confused).toBe(0);
      expect(frames.missed / frames.spoken).toBeLessThan(0.01);
      expect(frames.invented / frames.spoken).toBeLessThan(0.05);
      const errors = scoreSpeakers(nameTurns(talk.turns), nameTurns(heard.turns));
      expect(errors.confused).toBe(0);
      expect((errors.missed + errors.falseAlarm) / errors.speech).toBeLessThan(0.01);
    },
    minutes,
  );

  it(
    'every word is given to who says it',
    async () => {
      const { transcript } = await hearRecording(talk.path, engines, { diarize: true });
      const pairs = pairWords(talk, transcript);
      expect(pairs.length).toBeGreaterThan(300);
      expect(pairs.filter((pair) => pair !== 'right')).toEqual([]);
      expect(transcript.speakers?.length).toBe(count);
      for (const { speaker, words } of transcript.segments)
        expect([speaker, words.length]).not.toContain(undefined);
    },
    minutes,
  );

  it(
    'a known number is kept to, in one block and in several',
    async () => {
      for (const exactly of [1, count]) {
        const known = await hearSpeakers(talk.path, 600, { exactly });
        expect(known.speakers).toBe(exactly);
        expect((await hearSpeakers(talk.path, 60, { exactly })).speakers).toBe(exactly);
      }
    },
    minutes,
  );
});

describe('two at once', () => {
  it(
    'are both heard for as long as they speak, and each keeps the words said alone',
    async () => {
      const talk = await record('overlap', [
        ...writePilotTurns(2, 40),
        { speaker: 0, text: 'this one goes on and on and on until nobody can bear it' },
        { speaker: 1, text: 'no wait let me say this first', pause: -4 },
        { speaker: 0, text: 'well then', pause: 1 },
      ]);
      const heard = await hearSpeakers(talk.path, 600);
      const frames = compareSpeakers(talk.turns, heard.turns, talk.samples.length / 16_000);
      expect(heard.speakers).toBe(2);
      expect(frames.confused).toBe(0);
      expect(frames.both).toBeGreaterThan(350);
      expect(frames.bothHeard / frames.both).toBeGreaterThan(0.9);
      const { transcript } = await hearRecording(talk.path, engines, { diarize: true, speakers: 2 });
      const alone = talk.words.filter(
        (word) => talk.turns.filter((turn) => turn.start < word.end && turn.end > word.start).length === 1,
      );
      const words = transcript.segments.flatMap((segment) =>
        segment.words.map((word) => ({ ...word, speaker: segment.speaker })),
      );
      const wrong = alone.filter(
        ({ start, text, speaker }) =>
          !words.some(
            (word) =>
              Math.abs(word.start - start) < 0.04 && word.text === text && word.speaker === `S${speaker + 1}`,
          ),
      );
      expect(wrong).toEqual([]);
    },
    minutes,
  );
});

describe('without what is needed', () => {
  it('the transcript comes without speakers and says so, and speakers whom nobody hears are none', async () => {
    const talk = await record('short', writePilotTurns(2, 10));
    const bare = join(folder, 'bare');
    writePilotModel(join(bare, 'pilot'));
    const without = openEngines('auto', bare);
    try {
      const { transcript, words } = await hearRecording(talk.path, without, { diarize: true });
      expect(words.map((word) => word.text)).toEqual(talk.words.map((word) => word.text));
      expect(transcript.speakers).toBeUndefined();
      const note = transcript.notes.find(({ code }) => code === 'diarization-unavailable');
      expect(note?.args).toEqual({ reason: 'missing' });
    } finally {
      await without.close();
    }
  });

  it.each(['auto', 'scripted'] as const)('real speech goes through with %s as well', async (diarizer) => {
    const spoken = join(folder, 'spoken.wav');
    const text = "flite=voice=rms:text='We measured the water level every hour from midnight until noon'";
    await runFfmpeg('-f', 'lavfi', '-i', text, '-ar', '16000', '-ac', '1', spoken);
    const real = openEngines(diarizer);
    try {
      const asked = { diarize: true, engine: 'scripted', model: 'default' };
      const { transcript } = await hearRecording(spoken, real, asked);
      expect(transcript.segments.length).toBeGreaterThan(0);
      expect(transcript.notes.map((note) => note.code)).not.toContain('diarization-unavailable');
      // The pilot models know nobody without a tone.
      expect(transcript.speakers !== undefined).toBe(diarizer === 'scripted');
    } finally {
      await real.close();
    }
  });
});
