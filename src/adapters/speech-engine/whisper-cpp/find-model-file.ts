import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EfirError } from '../../../core/errors.ts';
import type { EngineSettings } from '../../../ports/speech-engine.ts';

export interface ModelFile {
  readonly path: string;
  /** False: English only. */
  readonly multilingual: boolean;
}

/**
 * Finds the model in its folder and reads how it begins. Rejects with `model-missing` when there is no folder, and with
 * `model-corrupt` when no file in it is a Whisper model of whisper.cpp: what is wrong is told before a process is
 * started that would only end.
 */
export async function findModelFile({ model, modelDirectory }: EngineSettings): Promise<ModelFile> {
  if (modelDirectory === undefined) throw new EfirError('model-missing', { model });
  const names = await readdir(modelDirectory).catch(() => {
    throw new EfirError('model-missing', { model });
  });
  const name = names.filter((one) => /\.(?:bin|ggml|gguf)$/.test(one)).toSorted(byPreference)[0];
  const corrupt = (detail: string) => new EfirError('model-corrupt', { model, detail });
  if (name === undefined) throw corrupt('its folder holds no ggml-*.bin file');
  const path = join(modelDirectory, name);
  const head = await readHead(path);
  if (head.length < headBytes) throw corrupt(`${name} ends after ${head.length} bytes`);
  if (head.toString('latin1', 0, 4) !== magic) throw corrupt(`${name} is no ggml file of whisper.cpp`);
  return { path, multilingual: head.readInt32LE(4) >= leastMultilingual };
}

/** 0x67676d6c, written little end first. */
const magic = 'lmgg';
/** The magic number and eleven numbers of 32 bits, of which the first is the size of the vocabulary. */
const headBytes = 48;
/** English models have 51864 tokens. */
const leastMultilingual = 51_865;

/** Beside a model may lie others that help it, such as that of a voice detector. */
function byPreference(one: string, other: string): number {
  return rank(one) - rank(other) || one.localeCompare(other);
}

function rank(name: string): number {
  if (/silero|vad|encoder-openvino/i.test(name)) return 2;
  return name.startsWith('ggml-') ? 0 : 1;
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
