import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EfirError } from '../core/errors.ts';
import { embeddingModel, segmentationModel, soleFiles } from '../models/catalogue.ts';
import { openDiarizer } from './open-diarizer.ts';
import { createFailureMemory } from './remember-failures.ts';

it('a broken model ends one process, not one for every recording, and is tried again when it was mended', async () => {
  const modelsDirectory = mkdtempSync(join(tmpdir(), 'efir-test-diarizer-'));
  try {
    const write = (model: string, file: string, content: string) => {
      mkdirSync(join(modelsDirectory, model), { recursive: true });
      writeFileSync(join(modelsDirectory, model, file), content);
    };
    write(segmentationModel, soleFiles['speaker-segmentation'], 'no model');
    write(embeddingModel, soleFiles['speaker-embedding'], 'weights');
    let starts = 0;
    let code: 'model-corrupt' | 'memory-short' = 'model-corrupt';
    const hosts = {
      get: async () => {
        starts++;
        throw new EfirError(code, { model: segmentationModel, detail: 'no ONNX file' });
      },
      ask: async () => undefined,
    };
    const failures = createFailureMemory();
    const open = () => openDiarizer({ modelsDirectory, threads: 1, failures }, hosts);
    for (let recording = 0; recording < 3; recording++)
      await expect(open()).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(starts).toBe(1);

    write(segmentationModel, soleFiles['speaker-segmentation'], 'another one');
    code = 'memory-short';
    // What may pass is tried each time.
    for (let recording = 0; recording < 2; recording++)
      await expect(open()).rejects.toMatchObject({ code: 'memory-short' });
    expect(starts).toBe(3);
  } finally {
    rmSync(modelsDirectory, { recursive: true, force: true });
  }
});
