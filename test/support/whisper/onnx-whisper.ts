import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeOnnx } from '../pilot-tones/onnx-writer.ts';
import { createGraph, type OnnxGraph } from './onnx-graph.ts';
import {
  assignDimensions,
  audioPositions,
  mels,
  textPositions,
  vocabulary,
  type WhisperDimensions,
} from './whisper-dimensions.ts';

/*
 * Writes Whisper as sherpa-onnx reads it: an encoder that gives the keys and values of each layer of the decoder, and a
 * decoder that gets its own keys and values of the tokens before and gives them back with those of the new one. What is
 * multiplied by weights is of 8 bits; attention, convolutions and the words' embedding are not, as in the models that
 * people download. All weights of a layer are the same number: what is computed costs the same, and the file is small.
 */

export interface OnnxWhisper {
  readonly dimensions: WhisperDimensions;
  /** Token → text. */
  readonly words: ReadonlyMap<number, string>;
  /** As in `GgmlModel`. */
  readonly script: readonly number[];
}

/** Writes encoder.int8.onnx, decoder.int8.onnx and tokens.txt into a folder. */
export function writeOnnxWhisper(folder: string, model: OnnxWhisper): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'encoder.int8.onnx'), encodeEncoder(model.dimensions));
  writeFileSync(join(folder, 'decoder.int8.onnx'), encodeDecoder(model));
  const lines = [...model.words].map(([token, text]) => `${Buffer.from(text).toString('base64')} ${token}\n`);
  writeFileSync(join(folder, 'tokens.txt'), lines.join(''));
}

function encodeEncoder(dimensions: WhisperDimensions): Uint8Array {
  const graph = createGraph();
  const { width, encoderLayers, decoderLayers } = dimensions;
  let x = graph.gelu(convolve(graph, 'mel', { from: mels, to: width, stride: 1 }));
  x = graph.gelu(convolve(graph, x, { from: width, to: width, stride: 2 }));
  x = graph.add('Transpose', [x], { perm: [0, 2, 1] });
  const length = graph.slice(graph.add('Shape', [x]), {
    start: graph.integers([1]),
    end: graph.integers([2]),
    axis: 0,
  });
  const positions = graph.filled(0.01, [audioPositions, width]);
  x = graph.add('Add', [x, graph.slice(positions, { start: graph.integers([0]), end: length, axis: 0 })]);
  for (let layer = 0; layer < encoderLayers; layer++) {
    const normal = graph.norm(x, width);
    x = graph.add('Add', [x, attend(graph, dimensions, project(graph, normal, width))]);
    x = graph.add('Add', [x, feedForward(graph, graph.norm(x, width), width)]);
  }
  x = graph.norm(x, width);
  const first = graph.integers([0]);
  const keys: string[] = [];
  const values: string[] = [];
  for (let layer = 0; layer < decoderLayers; layer++) {
    const shape = { inputs: width, outputs: width };
    keys.push(graph.add('Unsqueeze', [graph.linear(x, { ...shape, bias: false }), first]));
    values.push(graph.add('Unsqueeze', [graph.linear(x, { ...shape, bias: true }), first]));
  }
  graph.give('n_layer_cross_k', graph.concat(keys, 0));
  graph.give('n_layer_cross_v', graph.concat(values, 0));
  return encodeOnnx({
    ...graph,
    inputs: { mel: { type: 'float', dimensions: ['n_audio', mels, 'T'] } },
    outputs: listCross(dimensions),
    metadata: describe(dimensions),
  });
}

function encodeDecoder({ dimensions, script }: OnnxWhisper): Uint8Array {
  const graph = createGraph();
  const { width, decoderLayers } = dimensions;
  const places = assignDimensions(script, width);
  const embedding = writeEmbedding(graph, width, places);
  const count = graph.slice(graph.add('Shape', ['tokens']), {
    start: graph.integers([1]),
    end: graph.integers([2]),
    axis: 0,
  });
  const end = graph.add('Add', ['offset', count]);
  const positions = graph.slice(writePositions(graph, width, { places, script }), {
    start: 'offset',
    end,
    axis: 0,
  });
  let x = graph.add('Add', [graph.add('Gather', [embedding, 'tokens'], { axis: 0 }), positions]);
  const keys: string[] = [];
  const values: string[] = [];
  for (let layer = 0; layer < decoderLayers; layer++) {
    const pick = (name: string) =>
      graph.add('Gather', [name, graph.add('Squeeze', [graph.integers([layer])])], { axis: 0 });
    const own = project(graph, graph.norm(x, width), width);
    const key = remember(graph, pick('in_n_layer_self_k_cache'), { fresh: own.key, end });
    const value = remember(graph, pick('in_n_layer_self_v_cache'), { fresh: own.value, end });
    keys.push(key.stored);
    values.push(value.stored);
    x = graph.add('Add', [
      x,
      attend(graph, dimensions, { query: own.query, key: key.known, value: value.known }),
    ]);
    const query = graph.linear(graph.norm(x, width), { inputs: width, outputs: width, bias: true });
    const heard = { query, key: pick('n_layer_cross_k'), value: pick('n_layer_cross_v') };
    x = graph.add('Add', [x, attend(graph, dimensions, heard)]);
    x = graph.add('Add', [x, feedForward(graph, graph.norm(x, width), width)]);
  }
  // As sharp as in ggml-model.ts.
  const last = graph.add('Transpose', [graph.norm(x, width, 3)], { perm: [0, 2, 1] });
  const scores = graph.add('MatMul', [embedding, last]);
  graph.give('logits', graph.add('Transpose', [scores], { perm: [0, 2, 1] }));
  graph.give('out_n_layer_self_k_cache', graph.concat(keys, 0));
  graph.give('out_n_layer_self_v_cache', graph.concat(values, 0));
  const cache = { type: 'float', dimensions: [decoderLayers, 'n_audio', textPositions, width] } as const;
  return encodeOnnx({
    ...graph,
    inputs: {
      tokens: { type: 'int64', dimensions: ['n_audio', 'n_tokens'] },
      in_n_layer_self_k_cache: cache,
      in_n_layer_self_v_cache: cache,
      ...listCross(dimensions),
      offset: { type: 'int64', dimensions: [1] },
    },
    outputs: {
      logits: { type: 'float', dimensions: ['n_audio', 'n_tokens', vocabulary.size] },
      out_n_layer_self_k_cache: cache,
      out_n_layer_self_v_cache: cache,
    },
    metadata: {},
  });
}

interface Attention {
  readonly query: string;
  readonly key: string;
  readonly value: string;
}

function project(graph: OnnxGraph, from: string, width: number): Attention {
  const shape = { inputs: width, outputs: width };
  return {
    query: graph.linear(from, { ...shape, bias: true }),
    key: graph.linear(from, { ...shape, bias: false }),
    value: graph.linear(from, { ...shape, bias: true }),
  };
}

function attend(
  graph: OnnxGraph,
  { width, heads }: WhisperDimensions,
  { query, key, value }: Attention,
): string {
  const perHead = width / heads;
  const scale = graph.floats([perHead ** -0.25]);
  const split = (from: string, perm: readonly number[]) =>
    graph.add('Transpose', [graph.add('Reshape', [from, graph.integers([0, -1, heads, perHead])])], { perm });
  const scores = graph.add('MatMul', [
    graph.add('Mul', [split(query, [0, 2, 1, 3]), scale]),
    graph.add('Mul', [split(key, [0, 2, 3, 1]), scale]),
  ]);
  const shares = graph.add('Softmax', [scores], { axis: -1 });
  const mixed = graph.add('MatMul', [shares, split(value, [0, 2, 1, 3])]);
  const joined = graph.add('Transpose', [mixed], { perm: [0, 2, 1, 3] });
  const flat = graph.add('Reshape', [joined, graph.integers([0, -1, width])]);
  return graph.linear(flat, { inputs: width, outputs: width, bias: true });
}

function feedForward(graph: OnnxGraph, from: string, width: number): string {
  const wide = graph.gelu(graph.linear(from, { inputs: width, outputs: 4 * width, bias: true }));
  return graph.linear(wide, { inputs: 4 * width, outputs: width, bias: true });
}

/** Puts the new tokens' part behind that of the tokens before; gives what is known now, and all of it to be stored. */
function remember(
  graph: OnnxGraph,
  cache: string,
  { fresh, end }: { readonly fresh: string; readonly end: string },
): { readonly known: string; readonly stored: string } {
  const before = graph.slice(cache, { start: graph.integers([0]), end: 'offset', axis: 1 });
  const known = graph.concat([before, fresh], 1);
  const room = graph.slice(cache, { start: end, end: graph.integers([textPositions]), axis: 1 });
  const stored = graph.add('Unsqueeze', [graph.concat([known, room], 1), graph.integers([0])]);
  return { known, stored };
}

function convolve(
  graph: OnnxGraph,
  from: string,
  { from: inputs, to, stride }: { readonly from: number; readonly to: number; readonly stride: number },
): string {
  const weights = graph.filled(0.001, [to, inputs, 3]);
  return graph.add('Conv', [from, weights, graph.filled(0, [to])], {
    kernel_shape: [3],
    pads: [1, 1],
    strides: [stride],
  });
}

function writeEmbedding(graph: OnnxGraph, width: number, places: ReadonlyMap<number, number>): string {
  const indices = [...places].flat();
  const pairs = graph.add('Reshape', [graph.integers(indices), graph.integers([places.size, 2])]);
  const ones = graph.filled(1, [places.size]);
  return graph.add('ScatterND', [graph.filled(0, [vocabulary.size, width]), pairs, ones]);
}

/** As loud as in ggml-model.ts. */
const loudness = 1000;

function writePositions(
  graph: OnnxGraph,
  width: number,
  { places, script }: { readonly places: ReadonlyMap<number, number>; readonly script: readonly number[] },
): string {
  const values = new Array<number>(textPositions * width).fill(0);
  for (let position = 0; position < textPositions; position++) {
    const token = script[Math.min(position, script.length - 1)] ?? 0;
    values[position * width + (places.get(token) ?? 0)] = loudness;
  }
  return graph.floats(values, [textPositions, width]);
}

function listCross({ width, decoderLayers }: WhisperDimensions) {
  const value = { type: 'float', dimensions: [decoderLayers, 'n_audio', 'n_audio_ctx', width] } as const;
  return { n_layer_cross_k: value, n_layer_cross_v: value };
}

function describe({ width, heads, encoderLayers, decoderLayers }: WhisperDimensions): Record<string, string> {
  const facts = {
    model_type: 'whisper-scripted',
    version: 1,
    n_mels: mels,
    n_audio_ctx: audioPositions,
    n_audio_state: width,
    n_audio_head: heads,
    n_audio_layer: encoderLayers,
    n_vocab: vocabulary.size,
    n_text_ctx: textPositions,
    n_text_state: width,
    n_text_head: heads,
    n_text_layer: decoderLayers,
    sot_sequence: `${vocabulary.start},${vocabulary.english},${vocabulary.transcribe}`,
    all_language_tokens: `${vocabulary.english},${vocabulary.english + 4}`,
    all_language_codes: 'en,ru',
    sot: vocabulary.start,
    eot: vocabulary.end,
    blank_id: 220,
    is_multilingual: 1,
    no_speech: vocabulary.noSpeech,
    transcribe: vocabulary.transcribe,
    translate: vocabulary.translate,
    no_timestamps: vocabulary.noTimestamps,
  };
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, String(value)]));
}
