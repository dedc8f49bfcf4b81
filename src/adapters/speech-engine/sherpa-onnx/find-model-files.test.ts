import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { encodeOnnx } from '../../../../test/support/pilot-tones/onnx-writer.ts';
import type { EngineSettings } from '../../../ports/speech-engine.ts';
import { findModelFiles } from './find-model-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-test-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Contents of a file: a text as it is, else an ONNX model with this metadata and these outputs. */
type Contents = string | { readonly outputs?: readonly string[]; readonly [key: string]: unknown };

function write(model: string, files: Readonly<Record<string, Contents>>): string {
  const directory = join(folder, model);
  mkdirSync(directory);
  for (const [name, contents] of Object.entries(files)) {
    const bytes = typeof contents === 'string' ? contents : makeOnnx(contents);
    writeFileSync(join(directory, name), bytes);
  }
  return directory;
}

function makeOnnx({ outputs = ['y'], ...metadata }: Exclude<Contents, string>): Uint8Array {
  const value = { dimensions: [1], type: 'float' } as const;
  return encodeOnnx({
    nodes: outputs.map((output) => ({ op: 'Identity', inputs: ['x'], output })),
    constants: { weights: { dimensions: [5000], values: new Array(5000).fill(1), type: 'float' } },
    inputs: { x: value },
    outputs: Object.fromEntries(outputs.map((output) => [output, value])),
    metadata: metadata as Record<string, string>,
  });
}

function find(model: string, files: Readonly<Record<string, Contents>>, extra: EngineSettings['extra'] = {}) {
  return findModelFiles({ model, modelDirectory: write(model, files), threads: 1, extra });
}

const ctc = {
  vocab_size: '2',
  subsampling_factor: '4',
  normalize_type: '',
  model_type: 'EncDecCTCModelBPE',
};
const nemo = { ...ctc, pred_rnn_layers: '1', pred_hidden: '640', model_type: 'EncDecRNNTBPEModel' };
const tokens = '▁a 0\nb 1\n<blk> 2\n';
const nothing = { wordTimes: false, confidence: false, detectsLanguage: false, hotWords: false };

it('a NeMo transducer is known by its encoder, int8 before full size', async () => {
  const files = await find('mine', {
    'encoder.onnx': nemo,
    'encoder.int8.onnx': nemo,
    'decoder.int8.onnx': {},
    'joiner.int8.onnx': {},
    'tokens.txt': tokens,
  });
  expect(files.config).toMatchObject({
    modelType: 'nemo_transducer',
    transducer: { encoder: join(folder, 'mine', 'encoder.int8.onnx') },
  });
  expect(files.capabilities).toEqual({ ...nothing, wordTimes: true, confidence: true });
});

it('full size before int8 where full numbers are asked for, and what there is where there is only one', async () => {
  const take = async (compute: string, names: readonly string[]) => {
    const contents = Object.fromEntries(names.map((name) => [name, ctc]));
    const all = { ...contents, 'tokens.txt': tokens };
    const files = await find(`${compute} ${names.length} ${names[0]}`, all, { compute });
    return basename(files.config.nemoCtc?.model ?? '');
  };
  const both = ['model.int8.onnx', 'model.onnx'];
  expect(await take('float', both)).toBe('model.onnx');
  expect(await take('int8', both)).toBe('model.int8.onnx');
  expect(await take('float', ['model.int8.onnx'])).toBe('model.int8.onnx');
  expect(await take('int8', ['model.onnx'])).toBe('model.onnx');
});

it('a transducer of icefall takes hot words where its vocabulary is at hand', async () => {
  const files = {
    'encoder-epoch-99.onnx': { model_type: 'zipformer2' },
    'decoder-epoch-99.onnx': {},
    'joiner-epoch-99.onnx': {},
    'tokens.txt': '<blk> 0\nA 1\n',
  };
  const plain = await find('zipformer', files);
  expect(plain.config.modelType).toBe('transducer');
  expect(plain.capabilities).toEqual({ ...nothing, wordTimes: true });
  const biased = await find('zipformer-bpe', { ...files, 'bpe.vocab': '▁A\t-1\n' });
  expect(biased.config).toMatchObject({
    modelingUnit: 'bpe',
    bpeVocab: join(folder, 'zipformer-bpe', 'bpe.vocab'),
  });
  expect(biased.capabilities.hotWords).toBe(true);
});

it('GigaAM takes 25 seconds', async () => {
  const files = await find('gigaam-v3-ctc', { 'model.int8.onnx': ctc, 'tokens.txt': tokens });
  expect(files).toMatchObject({ maxPieceSeconds: 25, config: { nemoCtc: {} } });
  expect(files.capabilities).toEqual({ ...nothing, wordTimes: true });
});

it('Whisper takes less than 30 seconds, finds the language, and tells times where its decoder was made for it', async () => {
  const encoder = { model_type: 'whisper-tiny', is_multilingual: '1', all_language_codes: 'en,zh,de,ru' };
  const files = { 'tiny-encoder.int8.onnx': encoder, 'tiny-tokens.txt': 'YQ== 0\n' };
  const plain = await find('whisper', { ...files, 'tiny-decoder.int8.onnx': {} });
  expect(plain.tokens).toBe(join(folder, 'whisper', 'tiny-tokens.txt'));
  expect(plain.maxPieceSeconds).toBeLessThan(30);
  expect(plain.capabilities).toEqual({ ...nothing, detectsLanguage: true });
  expect(plain.languages?.has('ru')).toBe(true);
  expect(plain.languages?.has('xx')).toBe(false);

  const outputs = ['logits', 'k', 'v', 'cross_attention_weights'];
  const timed = await find('whisper-attention', { ...files, 'tiny-decoder.int8.onnx': { outputs } });
  expect(timed.capabilities).toEqual({ ...nothing, detectsLanguage: true, wordTimes: true });
  expect(timed.config.whisper?.enableTokenTimestamps).toBe(true);
});

it('Whisper for English alone finds no language and is told none', async () => {
  const encoder = { model_type: 'whisper-tiny.en', is_multilingual: '0', all_language_codes: 'en' };
  const files = await find('whisper-en', {
    'encoder.onnx': encoder,
    'decoder.onnx': {},
    'tokens.txt': 'YQ== 0\n',
  });
  expect(files.capabilities.detectsLanguage).toBe(false);
  expect(files.languages?.size).toBe(0);
});

it('Moonshine', async () => {
  const names = [
    'preprocess.onnx',
    'encode.int8.onnx',
    'uncached_decode.int8.onnx',
    'cached_decode.int8.onnx',
  ];
  const contents = Object.fromEntries(names.map((name) => [name, {}]));
  const files = await find('moonshine', { ...contents, 'tokens.txt': tokens });
  expect(files.config.moonshine).toMatchObject({
    uncachedDecoder: join(folder, 'moonshine', 'uncached_decode.int8.onnx'),
    cachedDecoder: join(folder, 'moonshine', 'cached_decode.int8.onnx'),
  });
  expect(files.capabilities).toEqual(nothing);
});

const transducer = { 'decoder.onnx': {}, 'joiner.onnx': {}, 'tokens.txt': tokens };
const refused: readonly (readonly [string, Readonly<Record<string, Contents>>, string | RegExp])[] = [
  ['no tokens', { 'model.onnx': ctc }, 'its folder lacks tokens.txt'],
  ['no model', { 'tokens.txt': tokens }, /lacks the ONNX files/],
  ['a page', { 'model.onnx': '<html>Not found</html>', 'tokens.txt': tokens }, 'model.onnx is no ONNX model'],
  ['nothing', { 'model.onnx': '', 'tokens.txt': tokens }, 'model.onnx is empty'],
  ['another kind', { 'model.onnx': nemo, 'tokens.txt': tokens }, /EncDecRNNTBPEModel.*CTC model of NeMo/],
  ['no kind', { 'model.onnx': {}, 'tokens.txt': tokens }, /names no model_type/],
  [
    'few tokens',
    { 'model.onnx': ctc, 'tokens.txt': '<blk> 0\n' },
    'tokens.txt has 1 tokens, and the model 2',
  ],
  ['no blank', { 'model.onnx': ctc, 'tokens.txt': 'a 0\nb 1\nc 2\n' }, 'tokens.txt has no blank'],
  ['a CTC encoder', { ...transducer, 'encoder.onnx': { model_type: 'paraformer' } }, /type paraformer/],
  [
    'other tokens',
    { ...transducer, 'encoder.onnx': nemo, 'tokens.txt': 'a 0\n<blk> 1\n' },
    /has 2 tokens, and the model 3/,
  ],
  ['no Whisper', { 'encoder.onnx': nemo, 'decoder.onnx': {}, 'tokens.txt': tokens }, /stand for Whisper/],
];
it.each(refused)('%s: what makes no model is told before it is loaded', async (name, files, detail) => {
  const error: { code?: string; args?: { detail?: string } } = await find(name, files).catch(
    (thrown) => thrown,
  );
  expect(error.code).toBe('model-corrupt');
  expect(error.args?.detail).toMatch(detail);
});

it.each([100, 5000, 20_000])('half a model is told, cut at %i bytes', async (bytes) => {
  const modelDirectory = write(`half ${bytes}`, { 'model.onnx': ctc, 'tokens.txt': tokens });
  truncateSync(join(modelDirectory, 'model.onnx'), bytes);
  const found = findModelFiles({ model: 'half', modelDirectory, threads: 1, extra: {} });
  await expect(found).rejects.toMatchObject({
    code: 'model-corrupt',
    args: { detail: expect.stringContaining(`model.onnx breaks off: it has ${bytes} bytes`) },
  });
});
