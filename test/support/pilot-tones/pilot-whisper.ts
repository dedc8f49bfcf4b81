import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeOnnx, type OnnxModel, type OnnxTensor } from './onnx-writer.ts';

/** Tones that stand for languages, in Hz. */
export const languageTones = { en: 1000, ru: 3000 } as const;

const mels = 80;
/** Mel bands around the tones: wide, because a tone reaches into its neighbours. */
const bands = { en: [20, 35], ru: [48, 62] } as const;
/** Tokens: what begins, two languages, what ends, and some that models have. */
const tokens = { sot: 0, en: 1, ru: 2, eot: 3, other: 4 } as const;
const vocabulary = 5;

/**
 * Writes a Whisper model that hears nothing but which of two tones is louder: its encoder takes the mean of each mel
 * band over time, its decoder gives the token of a language that band's level.
 */
export function writePilotWhisper(folder: string, prefix: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${prefix}-encoder.int8.onnx`), encodeOnnx(describeEncoder()));
  writeFileSync(join(folder, `${prefix}-decoder.int8.onnx`), encodeOnnx(describeDecoder()));
  const names = Object.entries(tokens).map(([name, id]) => `${Buffer.from(name).toString('base64')} ${id}`);
  writeFileSync(join(folder, `${prefix}-tokens.txt`), `${names.join('\n')}\n`);
}

function describeEncoder(): OnnxModel {
  return {
    inputs: { mel: { type: 'float', dimensions: ['N', mels, 'T'] } },
    outputs: {
      n_layer_cross_k: { type: 'float', dimensions: [1, 'N', 1, mels] },
      n_layer_cross_v: { type: 'float', dimensions: [1, 'N', 1, mels] },
    },
    constants: { shape: { type: 'int64', dimensions: [4], values: [1, -1, 1, mels] } },
    nodes: [
      { op: 'ReduceMean', inputs: ['mel'], output: 'level', attributes: { axes: [2], keepdims: 0 } },
      { op: 'Reshape', inputs: ['level', 'shape'], output: 'n_layer_cross_k' },
      { op: 'Identity', inputs: ['n_layer_cross_k'], output: 'n_layer_cross_v' },
    ],
    metadata: {
      model_type: 'whisper-tiny',
      version: '1',
      maintainer: 'efir',
      n_mels: String(mels),
      n_audio_ctx: '1500',
      n_audio_state: String(mels),
      n_audio_head: '1',
      n_audio_layer: '1',
      n_vocab: String(vocabulary),
      n_text_ctx: '448',
      n_text_state: String(mels),
      n_text_head: '1',
      n_text_layer: '1',
      sot_sequence: `${tokens.sot},${tokens.en},${tokens.other}`,
      all_language_tokens: `${tokens.en},${tokens.ru}`,
      all_language_codes: 'en,ru',
      sot: String(tokens.sot),
      sot_index: '0',
      eot: String(tokens.eot),
      blank_id: String(tokens.other),
      is_multilingual: '1',
      no_speech: String(tokens.other),
      non_speech_tokens: String(tokens.other),
      transcribe: String(tokens.other),
      translate: String(tokens.other),
      sot_prev: String(tokens.other),
      sot_lm: String(tokens.other),
      no_timestamps: String(tokens.other),
    },
  };
}

function describeDecoder(): OnnxModel {
  const cache = { type: 'float', dimensions: [1, 'N', 448, mels] } as const;
  const cross = { type: 'float', dimensions: [1, 'N', 'T', mels] } as const;
  return {
    inputs: {
      tokens: { type: 'int64', dimensions: ['N', 'L'] },
      in_n_layer_self_k_cache: cache,
      in_n_layer_self_v_cache: cache,
      n_layer_cross_k: cross,
      n_layer_cross_v: cross,
      offset: { type: 'int64', dimensions: [1] },
    },
    outputs: {
      logits: { type: 'float', dimensions: ['N', 'L', vocabulary] },
      out_n_layer_self_k_cache: cache,
      out_n_layer_self_v_cache: cache,
    },
    constants: {
      weights: describeWeights(),
      shape: { type: 'int64', dimensions: [3], values: [1, 1, vocabulary] },
    },
    nodes: [
      { op: 'MatMul', inputs: ['n_layer_cross_k', 'weights'], output: 'levels' },
      { op: 'Reshape', inputs: ['levels', 'shape'], output: 'logits' },
      { op: 'Identity', inputs: ['in_n_layer_self_k_cache'], output: 'out_n_layer_self_k_cache' },
      { op: 'Identity', inputs: ['in_n_layer_self_v_cache'], output: 'out_n_layer_self_v_cache' },
    ],
    metadata: {},
  };
}

function describeWeights(): OnnxTensor {
  const values = Array.from({ length: mels * vocabulary }, (_, place) => {
    const [band, token] = [Math.floor(place / vocabulary), place % vocabulary];
    const isOf = ([from, to]: readonly [number, number]) => band >= from && band <= to;
    return Number((token === tokens.en && isOf(bands.en)) || (token === tokens.ru && isOf(bands.ru)));
  });
  return { type: 'float', dimensions: [mels, vocabulary], values };
}
