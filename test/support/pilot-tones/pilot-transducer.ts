import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeOnnx, type OnnxNode, type OnnxTensor } from './onnx-writer.ts';
import { type AlphabetName, alphabets, bins } from './pilot-code.ts';
import { listScoreNodes, subsampling } from './pilot-model.ts';

/**
 * Writes the pilot model as a NeMo transducer that tells durations (TDT), the kind that Parakeet is: three files, whose
 * decoder remembers nothing, and whose joiner steps over a token's second frame.
 */
export function writePilotTransducer(directory: string, alphabet: AlphabetName = 'en'): void {
  const tokens = alphabets[alphabet];
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'encoder.onnx'), encodeEncoder(tokens));
  writeFileSync(join(directory, 'decoder.onnx'), encodeDecoder());
  writeFileSync(join(directory, 'joiner.onnx'), encodeJoiner(tokens));
  const lines = [...tokens, '<blk>'].map((token, index) => `${token} ${index}\n`);
  writeFileSync(join(directory, 'tokens.txt'), lines.join(''));
}

function encodeEncoder(tokens: readonly string[]): Uint8Array {
  const { nodes, constants } = listScoreNodes(tokens);
  return encodeOnnx({
    nodes: [
      ...nodes.flatMap((node) =>
        node.output === 'dominance' ? [sharpen, { ...node, inputs: ['sharp'] }] : [node],
      ),
      { op: 'Div', inputs: ['length', 'step'], output: 'lengths' },
    ],
    constants: {
      ...constants,
      // Features of transducers end at 7600 Hz: a tone lies a bin higher there, and a quarter of a bin off its centre.
      rows: integers(bins),
      sharpness: { dimensions: [], values: [3], type: 'float' },
      step: integers([subsampling]),
    },
    inputs: {
      audio_signal: { dimensions: ['N', 80, 'T'], type: 'float' },
      length: { dimensions: ['N'], type: 'int64' },
    },
    outputs: {
      all: { dimensions: ['N', tokens.length + 1, 'S'], type: 'float' },
      lengths: { dimensions: ['N'], type: 'int64' },
    },
    metadata: {
      vocab_size: String(tokens.length),
      subsampling_factor: String(subsampling),
      normalize_type: '',
      pred_rnn_layers: '1',
      pred_hidden: '1',
      model_type: 'EncDecRNNTBPEModel',
      // A model that tells durations is known by its address.
      url: 'pilot-tdt',
    },
  });
}

const sharpen: OnnxNode = { op: 'Mul', inputs: ['groups', 'sharpness'], output: 'sharp' };

const state = { dimensions: [1, 'N', 1], type: 'float' } as const;

function encodeDecoder(): Uint8Array {
  return encodeOnnx({
    nodes: [
      { op: 'Cast', inputs: ['targets'], output: 'number', attributes: { to: 1 } },
      { op: 'Unsqueeze', inputs: ['number', 'second'], output: 'outputs' },
      { op: 'Identity', inputs: ['target_length'], output: 'prednet_lengths' },
      { op: 'Identity', inputs: ['state1'], output: 'next1' },
      { op: 'Identity', inputs: ['state2'], output: 'next2' },
    ],
    constants: { second: integers([1]) },
    inputs: {
      targets: { dimensions: ['N', 'U'], type: 'int32' },
      target_length: { dimensions: ['N'], type: 'int32' },
      state1: state,
      state2: state,
    },
    outputs: {
      outputs: { dimensions: ['N', 1, 'U'], type: 'float' },
      prednet_lengths: { dimensions: ['N'], type: 'int32' },
      next1: state,
      next2: state,
    },
    metadata: {},
  });
}

/** Scores of the tokens, then of durations of 0 to 4 frames: one where nothing is said, else two. */
function encodeJoiner(tokens: readonly string[]): Uint8Array {
  return encodeOnnx({
    nodes: [
      { op: 'Transpose', inputs: ['encoder_outputs'], output: 'scores', attributes: { perm: [0, 2, 1] } },
      { op: 'Mul', inputs: ['decoder_outputs', 'zero'], output: 'nothing' },
      { op: 'Add', inputs: ['scores', 'nothing'], output: 'joined' },
      { op: 'Gather', inputs: ['joined', 'last'], output: 'blank', attributes: { axis: 2 } },
      { op: 'Gather', inputs: ['joined', 'others'], output: 'letters', attributes: { axis: 2 } },
      { op: 'ReduceMax', inputs: ['letters'], output: 'best', attributes: { axes: [2], keepdims: 1 } },
      {
        op: 'Concat',
        inputs: ['joined', 'never', 'blank', 'best', 'never', 'never'],
        output: 'logits',
        attributes: { axis: 2 },
      },
      { op: 'Unsqueeze', inputs: ['logits', 'second'], output: 'output' },
    ],
    constants: {
      zero: { dimensions: [1, 1, 1], values: [0], type: 'float' },
      never: { dimensions: [1, 1, 1], values: [-100], type: 'float' },
      last: integers([tokens.length]),
      others: integers(tokens.map((_, index) => index)),
      second: integers([1]),
    },
    inputs: {
      encoder_outputs: { dimensions: ['N', tokens.length + 1, 'S'], type: 'float' },
      decoder_outputs: { dimensions: ['N', 1, 'U'], type: 'float' },
    },
    outputs: { output: { dimensions: ['N', 1, 'S', tokens.length + 6], type: 'float' } },
    metadata: {},
  });
}

function integers(values: readonly number[]): OnnxTensor {
  return { values, dimensions: [values.length], type: 'int64' };
}
