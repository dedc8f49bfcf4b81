import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findModelFiles } from './find-model-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-test-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function find(model: string, names: readonly string[], family?: string) {
  const modelDirectory = join(folder, model);
  mkdirSync(modelDirectory);
  for (const name of names) writeFileSync(join(modelDirectory, name), '');
  return findModelFiles({ model, modelDirectory, threads: 1, extra: family === undefined ? {} : { family } });
}

it('a NeMo transducer, int8 before full size', async () => {
  const names = ['encoder.onnx', 'encoder.int8.onnx', 'decoder.int8.onnx', 'joiner.int8.onnx', 'tokens.txt'];
  const files = await find('mine', names, 'nemo-transducer');
  expect(files.config).toMatchObject({
    modelType: 'nemo_transducer',
    transducer: { encoder: join(folder, 'mine', 'encoder.int8.onnx') },
  });
  expect(files.capabilities).toEqual({
    wordTimes: true,
    confidence: true,
    detectsLanguage: false,
    hotWords: false,
  });
});

it('full size before int8 where full numbers are asked for, and what there is where there is only one', async () => {
  const take = async (compute: string, names: readonly string[]) => {
    const modelDirectory = join(folder, `${compute} ${names.length}`);
    mkdirSync(modelDirectory);
    for (const name of names) writeFileSync(join(modelDirectory, name), '');
    const files = await findModelFiles({ model: 'm', modelDirectory, threads: 1, extra: { compute } });
    return basename(files.config.nemoCtc?.model ?? '');
  };
  const both = ['model.int8.onnx', 'model.onnx', 'tokens.txt'];
  expect(await take('float', both)).toBe('model.onnx');
  expect(await take('int8', both)).toBe('model.int8.onnx');
  expect(await take('float', ['model.int8.onnx', 'tokens.txt'])).toBe('model.int8.onnx');
  expect(await take('int8', ['model.onnx', 'tokens.txt'])).toBe('model.onnx');
});

it('another transducer leaves its kind to be read from the file', async () => {
  const names = ['encoder-epoch-99.onnx', 'decoder-epoch-99.onnx', 'joiner-epoch-99.onnx', 'tokens.txt'];
  expect((await find('zipformer', names)).config).not.toHaveProperty('modelType');
});

it('GigaAM takes 25 seconds', async () => {
  const files = await find('gigaam-v3-ctc', ['model.int8.onnx', 'tokens.txt']);
  expect(files).toMatchObject({ maxPieceSeconds: 25, config: { nemoCtc: {} } });
});

it('Whisper takes less than 30 seconds, finds the language, and has no word times', async () => {
  const files = await find('whisper', [
    'tiny-encoder.int8.onnx',
    'tiny-decoder.int8.onnx',
    'tiny-tokens.txt',
  ]);
  expect(files.tokens).toBe(join(folder, 'whisper', 'tiny-tokens.txt'));
  expect(files.maxPieceSeconds).toBeLessThan(30);
  expect(files.capabilities).toEqual({
    wordTimes: false,
    confidence: false,
    detectsLanguage: true,
    hotWords: false,
  });
});

it('Moonshine', async () => {
  const names = [
    'preprocess.onnx',
    'encode.int8.onnx',
    'uncached_decode.int8.onnx',
    'cached_decode.int8.onnx',
  ];
  const files = await find('moonshine', [...names, 'tokens.txt']);
  expect(files.config.moonshine).toMatchObject({
    uncachedDecoder: join(folder, 'moonshine', 'uncached_decode.int8.onnx'),
    cachedDecoder: join(folder, 'moonshine', 'cached_decode.int8.onnx'),
  });
});

it('what makes no model is told by what is lacking', async () => {
  await expect(find('no-tokens', ['model.onnx'])).rejects.toMatchObject({
    code: 'model-corrupt',
    args: { detail: 'its folder lacks tokens.txt' },
  });
  await expect(find('no-model', ['tokens.txt'])).rejects.toMatchObject({ code: 'model-corrupt' });
});
