import { closeSync, openSync, writeSync } from 'node:fs';
import {
  assignDimensions,
  audioPositions,
  mels,
  textPositions,
  vocabulary,
  type WhisperDimensions,
} from './whisper-dimensions.ts';

/*
 * Writes model files of whisper.cpp (its ggml format: numbers, mel filters, vocabulary, tensors) with weights made up by a
 * generator. What such a model says has nothing to do with the sound, but the real program loads it and works with it.
 */

export interface GgmlModel {
  readonly dimensions: WhisperDimensions;
  /** Words of the vocabulary behind the single bytes, which are its first 256 tokens; a word's first part has a space. */
  readonly words: readonly string[];
  /** Tokens by position: what follows the token that stands there. The last one stands for all positions behind it. */
  readonly script: readonly number[];
  /** Of the weights of the layers; 0 for none. */
  readonly noise?: number;
}

/** The token of one of `words`. */
export function wordToken(index: number): number {
  return 256 + index;
}

export function writeGgmlModel(path: string, model: GgmlModel): void {
  const file = openSync(path, 'w');
  try {
    for (const part of encodeModel(model)) writeSync(file, part);
  } finally {
    closeSync(file);
  }
}

function* encodeModel(model: GgmlModel): Generator<Uint8Array> {
  const { width, heads, encoderLayers, decoderLayers } = model.dimensions;
  const halfFloats = 1;
  yield integers(
    0x67676d6c,
    ...[vocabulary.size, audioPositions, width, heads, encoderLayers],
    ...[textPositions, width, heads, decoderLayers, mels, halfFloats],
  );
  yield* encodeFilters();
  yield* encodeVocabulary(model.words);
  yield* encodeEncoder(model);
  yield* encodeDecoder(model);
}

/** Bins of a spectrum of 400 samples; each filter takes two of them. */
function* encodeFilters(): Generator<Uint8Array> {
  const bins = 201;
  yield integers(mels, bins);
  const filters = new Float32Array(mels * bins);
  for (let mel = 0; mel < mels; mel++) filters.fill(0.01, mel * bins + 2 * mel, mel * bins + 2 * mel + 2);
  yield toBytes(filters);
}

function* encodeVocabulary(words: readonly string[]): Generator<Uint8Array> {
  const tokens = [
    ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
    ...words.map((word) => Buffer.from(word, 'utf8')),
  ];
  yield integers(tokens.length);
  for (const token of tokens) {
    yield integers(token.length);
    yield token;
  }
}

function* encodeEncoder(model: GgmlModel): Generator<Uint8Array> {
  const { width, encoderLayers } = model.dimensions;
  yield* encodeNoise('encoder.positional_embedding', [width, audioPositions], { ...model, exact: true });
  yield* encodeNoise('encoder.conv1.weight', [3, mels, width], model);
  yield* encodeConstant('encoder.conv1.bias', [1, width], 0);
  yield* encodeNoise('encoder.conv2.weight', [3, width, width], model);
  yield* encodeConstant('encoder.conv2.bias', [1, width], 0);
  yield* encodeNorm('encoder.ln_post', width, 1);
  for (let layer = 0; layer < encoderLayers; layer++) {
    const block = `encoder.blocks.${layer}`;
    yield* encodeAttention(`${block}.attn`, model);
    yield* encodeFeedForward(block, model);
  }
}

function* encodeDecoder(model: GgmlModel): Generator<Uint8Array> {
  const { width, decoderLayers } = model.dimensions;
  const places = assignDimensions(model.script, width);
  yield* encodePositions(model, places);
  yield* encodeEmbedding(width, places);
  // Sharp enough that a scripted token is far more likely than all times together.
  yield* encodeNorm('decoder.ln', width, 3);
  for (let layer = 0; layer < decoderLayers; layer++) {
    const block = `decoder.blocks.${layer}`;
    yield* encodeAttention(`${block}.attn`, model);
    yield* encodeAttention(`${block}.cross_attn`, model);
    yield* encodeFeedForward(block, model);
  }
}

/** Against what the layers add. */
const loudness = 1000;

function* encodePositions({ dimensions, script }: GgmlModel, places: ReadonlyMap<number, number>) {
  const { width } = dimensions;
  const values = new Float32Array(width * textPositions);
  for (let position = 0; position < textPositions; position++) {
    const token = script[Math.min(position, script.length - 1)] ?? 0;
    values[position * width + (places.get(token) ?? 0)] = loudness;
  }
  yield* encodeTensor('decoder.positional_embedding', [width, textPositions], 'float');
  yield toBytes(values);
}

function* encodeEmbedding(width: number, places: ReadonlyMap<number, number>) {
  const values = new Uint16Array(width * vocabulary.size);
  for (const [token, place] of places) values[token * width + place] = halfOne;
  yield* encodeTensor('decoder.token_embedding.weight', [width, vocabulary.size], 'half');
  yield toBytes(values);
}

function* encodeAttention(name: string, model: GgmlModel): Generator<Uint8Array> {
  const { width } = model.dimensions;
  yield* encodeNorm(`${name}_ln`, width, 1);
  for (const part of ['query', 'key', 'value', 'out']) {
    yield* encodeNoise(`${name}.${part}.weight`, [width, width], model);
    if (part !== 'key') yield* encodeConstant(`${name}.${part}.bias`, [width], 0);
  }
}

function* encodeFeedForward(block: string, model: GgmlModel): Generator<Uint8Array> {
  const { width } = model.dimensions;
  yield* encodeNorm(`${block}.mlp_ln`, width, 1);
  yield* encodeNoise(`${block}.mlp.0.weight`, [width, 4 * width], model);
  yield* encodeConstant(`${block}.mlp.0.bias`, [4 * width], 0);
  yield* encodeNoise(`${block}.mlp.2.weight`, [4 * width, width], model);
  yield* encodeConstant(`${block}.mlp.2.bias`, [width], 0);
}

function* encodeNorm(name: string, width: number, weight: number): Generator<Uint8Array> {
  yield* encodeConstant(`${name}.weight`, [width], weight);
  yield* encodeConstant(`${name}.bias`, [width], 0);
}

function* encodeConstant(name: string, shape: readonly number[], value: number): Generator<Uint8Array> {
  yield* encodeTensor(name, shape, 'float');
  yield toBytes(new Float32Array(count(shape)).fill(value));
}

/** The same numbers in every tensor, in another order: nothing that is computed with them is repeated or zero. */
function* encodeNoise(
  name: string,
  shape: readonly number[],
  { noise = 0, exact = false }: { readonly noise?: number; readonly exact?: boolean },
): Generator<Uint8Array> {
  yield* encodeTensor(name, shape, exact ? 'float' : 'half');
  const values = exact ? new Float32Array(count(shape)) : new Float16Array(count(shape));
  let state = count(shape) + name.length;
  for (let index = 0; index < values.length && noise > 0; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    values[index] = (state / 2 ** 31 - 1) * noise;
  }
  yield toBytes(values);
}

const halfOne = 0x3c00;

function* encodeTensor(
  name: string,
  shape: readonly number[],
  type: 'float' | 'half',
): Generator<Uint8Array> {
  const bytes = Buffer.from(name);
  yield integers(shape.length, bytes.length, type === 'float' ? 0 : 1, ...shape);
  yield bytes;
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function integers(...values: readonly number[]): Uint8Array {
  return toBytes(Int32Array.from(values));
}

function toBytes(values: {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
}) {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
