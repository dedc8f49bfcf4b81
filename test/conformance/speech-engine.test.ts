import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, it } from 'vitest';
import { openaiCompatibleEngine } from '../../src/adapters/speech-engine/openai-compatible/openai-compatible-engine.ts';
import { pocketsphinxEngine } from '../../src/adapters/speech-engine/pocketsphinx/pocketsphinx-engine.ts';
import { scriptedEngine } from '../../src/adapters/speech-engine/scripted/scripted-engine.ts';
import { sherpaOnnxEngine } from '../../src/adapters/speech-engine/sherpa-onnx/sherpa-onnx-engine.ts';
import { transcribeServerEngine } from '../../src/adapters/speech-engine/transcribe-server/transcribe-server-engine.ts';
import { whisperCppEngine } from '../../src/adapters/speech-engine/whisper-cpp/whisper-cpp-engine.ts';
import { startHostedEngine } from '../../src/engine-host/hosted-engine.ts';
import type { EngineSettings, SpeechEngineAdapter } from '../../src/ports/speech-engine.ts';
import { makeSamples, speech } from '../support/audio.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { makePilotAudio } from '../support/pilot-tones/pilot-audio.ts';
import { writePilotIcefall } from '../support/pilot-tones/pilot-icefall.ts';
import { writePilotModel } from '../support/pilot-tones/pilot-model.ts';
import { writePilotTransducer } from '../support/pilot-tones/pilot-transducer.ts';
import { startServerProcess } from '../support/transcribe-server.ts';
import { startTranscribingApi } from '../support/transcribing.ts';
import { writeOnnxWhisper } from '../support/whisper/onnx-whisper.ts';
import { writeSpeakingModel } from '../support/whisper/speaking-model.ts';
import { whisperServer } from '../support/whisper/whisper-cpp.ts';
import { smallest, vocabulary } from '../support/whisper/whisper-dimensions.ts';
import { describeSpeechEngine, type SpeechEngineUnderTest } from './speech-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-test-engines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each engine as an adapter in this process, and as everybody else meets it: in its host. */
async function describeBoth(
  adapter: SpeechEngineAdapter,
  settings: Partial<EngineSettings> & { model: string },
  subject: Omit<SpeechEngineUnderTest, 'open'>,
): Promise<void> {
  const missing = await adapter.check(settings.extra).catch((error: Error) => error);
  if (missing && !process.env['CI']) {
    describe.skip(`speech engine: ${adapter.name} (${missing.message})`, () => it('is not installed'));
    return;
  }
  const whole = { threads: 1, extra: {}, ...settings };
  describeSpeechEngine(`${adapter.name} ${settings.model} as an adapter`, {
    ...subject,
    open: () => adapter.load(whole),
  });
  const options = { engine: adapter.name, settings: whole, environment: pickHostEnvironment() };
  describeSpeechEngine(`${adapter.name} ${settings.model} in its host`, {
    ...subject,
    open: () => startHostedEngine(options),
  });
}

/** Short: that engine starts a program for every piece, and takes as long as the piece. */
const spoken = 'Ask your country';
const pilot = makePilotAudio("well, isn't this the quick brown fox? it jumps!", { carrier: true });
/** Without double letters, which that model cannot hear. */
const single = makePilotAudio("so, isn't this the quick brown fox? it jumps!", { carrier: true });
writePilotIcefall(join(folder, 'pilot-icefall'));
writePilotModel(join(folder, 'pilot'));
writePilotTransducer(join(folder, 'pilot-transducer'));

/** What it burns beside is for drills and benches; enough that there is something to give up. */
const cheap = { cpuSecondsPerSecond: 0.005 };
await describeBoth(
  scriptedEngine,
  { model: 'default', extra: cheap },
  { speech: async () => makeSamples([speech(4)]) },
);
await describeBoth(pocketsphinxEngine, { model: 'en-us' }, { speech: speakEnglish });
await describeBoth(
  sherpaOnnxEngine,
  { model: 'pilot', modelDirectory: join(folder, 'pilot'), streams: 3 },
  { speech: async () => pilot.samples, truth: pilot.words },
);
await describeBoth(
  sherpaOnnxEngine,
  { model: 'pilot-transducer', modelDirectory: join(folder, 'pilot-transducer'), streams: 2 },
  { speech: async () => pilot.samples, truth: pilot.words },
);
writeOnnxWhisper(join(folder, 'whisper'), {
  dimensions: smallest,
  words: new Map([
    [300, ' alpha'],
    [301, ' bra'],
    [302, 'vo'],
  ]),
  script: [vocabulary.english, vocabulary.transcribe, vocabulary.noTimestamps, 300, 301, 302, vocabulary.end],
});
await describeBoth(
  sherpaOnnxEngine,
  { model: 'whisper', modelDirectory: join(folder, 'whisper') },
  { speech: async () => makeSamples([speech(4)]) },
);
await describeBoth(
  sherpaOnnxEngine,
  { model: 'pilot-icefall', modelDirectory: join(folder, 'pilot-icefall'), streams: 2 },
  { speech: async () => single.samples, truth: single.words, hearsNoise: true },
);
const server = await startServerProcess();
afterAll(() => server.stop());
await describeBoth(
  transcribeServerEngine,
  { model: 'remote', extra: { urls: server.url } },
  { speech: async () => makeSamples([speech(4)]) },
);

writeSpeakingModel(join(folder, 'speaking'));
await describeBoth(
  whisperCppEngine,
  { model: 'speaking', modelDirectory: join(folder, 'speaking'), extra: { program: whisperServer } },
  { speech: async () => makeSamples([speech(4)]) },
);
const door = await startTranscribingApi();
afterAll(() => door.close());
await describeBoth(
  openaiCompatibleEngine,
  { model: 'compatible', extra: { url: door.door.api.url, key: door.door.key } },
  { speech: async () => makeSamples([speech(4)]) },
);

/** ffmpeg brings a voice of its own. */
async function speakEnglish(): Promise<Float32Array> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      `flite=voice=rms:text='${spoken}'`,
      '-ac',
      '1',
      '-ar',
      '16000',
      '-f',
      'f32le',
      '-',
    ],
    { encoding: 'buffer', maxBuffer: 2 ** 24 },
  );
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}
