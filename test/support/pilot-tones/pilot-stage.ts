import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpeechEngines } from '../../../src/engine-host/pool.ts';
import type { SpeechEngines } from '../../../src/ports/speech-engine.ts';
import { runFfmpeg } from '../audio.ts';
import { lookForSilero } from '../find-silero.ts';
import { pickHostEnvironment } from '../host-environment.ts';
import { type Comparison, compareWords } from './compare-words.ts';
import { hearRecording } from './hear-recording.ts';
import { writePilotModel } from './pilot-model.ts';
import { type PilotRecordingOptions, type TrueWord, writePilotRecording } from './pilot-recording.ts';

/** The real line with pilot models: `pilot`, and whatever else a test writes into `modelsDirectory`. */
export interface PilotStage {
  readonly folder: string;
  readonly modelsDirectory: string;
  readonly engines: SpeechEngines;
  /** What finds speech: on a person's machine without a network the detector that needs no model stands in. */
  readonly detector: 'silero' | 'energy';
  record(name: string, options: PilotRecordingOptions): Promise<Said>;
  /** Encodes what was said, has it heard, and compares. The encoded file is gone afterwards. */
  measure(said: Said, encoding: Encoding): Promise<Comparison>;
  close(): Promise<void>;
}

export interface Said {
  readonly path: string;
  readonly words: readonly TrueWord[];
}

export interface Encoding {
  readonly name: string;
  readonly ending: string;
  readonly args: readonly string[];
}

export function encoding(name: string, ending: string, args: string): Encoding {
  return { name, ending, args: args.split(' ').filter((arg) => arg !== '') };
}

/** Of ffmpeg's two ways to write AAC that which takes a fourth of the time. */
export const aac = '-c:a aac -aac_coder fast';

export async function openPilotStage(): Promise<PilotStage> {
  const folder = mkdtempSync(join(tmpdir(), 'efir-test-pilot-'));
  const modelsDirectory = join(folder, 'models');
  const silero = await lookForSilero();
  if (silero !== undefined) {
    mkdirSync(join(modelsDirectory, 'silero-vad'), { recursive: true });
    symlinkSync(silero, join(modelsDirectory, 'silero-vad', 'silero_vad.onnx'));
  }
  writePilotModel(join(modelsDirectory, 'pilot'));
  const detector = silero === undefined ? 'energy' : 'silero';
  const environment = pickHostEnvironment();
  const engines = createSpeechEngines({
    engine: 'sherpa-onnx',
    model: 'pilot',
    modelsDirectory,
    threads: 1,
    detector,
    environment,
  });
  return {
    folder,
    modelsDirectory,
    engines,
    detector,
    async record(name, options) {
      const path = join(folder, `${name}.wav`);
      const { words } = await writePilotRecording(path, options);
      return { path, words };
    },
    async measure({ path, words }, { name, ending, args }) {
      const encoded = join(folder, `${name}.${ending}`);
      await runFfmpeg('-i', path, ...args, encoded);
      try {
        const heard = await hearRecording(encoded, engines, { model: 'pilot' });
        return compareWords(words, heard.words);
      } finally {
        await rm(encoded);
      }
    },
    async close() {
      await engines.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
