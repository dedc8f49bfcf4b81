import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeOnnx, type OnnxNode, type OnnxTensor } from './onnx-writer.ts';
import { alphabets, bins, getBinCentre } from './pilot-code.ts';
import { listScoreNodes, subsampling } from './pilot-model.ts';

/** Hears every letter for sure. */
const keen = 4;

/**
 * Writes the pilot model as a transducer of icefall, the kind that takes hot words: its decoder forbids the last letter,
 * so that no letter may stand twice in a row. With a `sharpness` below 0.5 it is hard of hearing: it swallows letters
 * that it is not told to expect.
 */
export function writePilotIcefall(directory: string, sharpness = keen): void {
  const tokens = ['<blk>', ...alphabets.en];
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'encoder.onnx'), encodeEncoder(tokens.length, sharpness));
  writeFileSync(join(directory, 'decoder.onnx'), encodeDecoder(tokens.length));
  writeFileSync(join(directory, 'joiner.onnx'), encodeJoiner(tokens.length));
  writeFileSync(join(directory, 'tokens.txt'), tokens.map((token, index) => `${token} ${index}\n`).join(''));
  const vocabulary = ['<unk>', ...alphabets.en].map((token, index) => `${token}\t${-index / 10}\n`);
  writeFileSync(join(directory, 'bpe.vocab'), vocabulary.join(''));
}

/** Rows of Kaldi's features, 80 bins from 20 to 7600 Hz, that are nearest to the tones. */
function findRows(): number[] {
  const mel = (hertz: number) => 1127 * Math.log(1 + hertz / 700);
  const step = (mel(7600) - mel(20)) / 81;
  return bins.map((bin) => Math.round((mel(getBinCentre(bin)) - mel(20)) / step) - 1);
}

function encodeEncoder(size: number, sharpness: number): Uint8Array {
  const { nodes, constants } = listScoreNodes(alphabets.en);
  const sharpen: OnnxNode = { op: 'Mul', inputs: ['groups', 'sharpness'], output: 'sharp' };
  return encodeOnnx({
    nodes: [
      { op: 'Transpose', inputs: ['x'], output: 'audio_signal', attributes: { perm: [0, 2, 1] } },
      ...nodes.flatMap((node) =>
        node.output === 'dominance' ? [sharpen, { ...node, inputs: ['sharp'] }] : [node],
      ),
      { op: 'Gather', inputs: ['all', 'blank_first'], output: 'ordered', attributes: { axis: 1 } },
      { op: 'Transpose', inputs: ['ordered'], output: 'encoder_out', attributes: { perm: [0, 2, 1] } },
      { op: 'Div', inputs: ['x_lens', 'step'], output: 'encoder_out_lens' },
    ],
    constants: {
      ...constants,
      rows: integers(findRows()),
      sharpness: { dimensions: [], values: [sharpness], type: 'float' },
      blank_first: integers([size - 1, ...Array.from({ length: size - 1 }, (_, index) => index)]),
      step: integers([subsampling]),
    },
    inputs: {
      x: { dimensions: ['N', 'T', 80], type: 'float' },
      x_lens: { dimensions: ['N'], type: 'int64' },
    },
    outputs: {
      encoder_out: { dimensions: ['N', 'S', size], type: 'float' },
      encoder_out_lens: { dimensions: ['N'], type: 'int64' },
    },
    metadata: { model_type: 'zipformer2', version: '1', model_author: 'efir', comment: 'pilot' },
  });
}

function encodeDecoder(size: number): Uint8Array {
  const never = Array.from({ length: size * size }, (_, place) => {
    const [row, column] = [Math.floor(place / size), place % size];
    return row === column && row > 0 ? -30 : 0;
  });
  return encodeOnnx({
    nodes: [
      { op: 'Gather', inputs: ['y', 'second'], output: 'last', attributes: { axis: 1 } },
      { op: 'Reshape', inputs: ['last', 'flat'], output: 'lasts' },
      { op: 'Gather', inputs: ['never', 'lasts'], output: 'decoder_out', attributes: { axis: 0 } },
    ],
    constants: {
      second: integers([1]),
      flat: integers([-1]),
      never: { dimensions: [size, size], values: never, type: 'float' },
    },
    inputs: { y: { dimensions: ['N', 2], type: 'int64' } },
    outputs: { decoder_out: { dimensions: ['N', size], type: 'float' } },
    metadata: { context_size: '2', vocab_size: String(size) },
  });
}

function encodeJoiner(size: number): Uint8Array {
  const value = { dimensions: ['N', size], type: 'float' } as const;
  return encodeOnnx({
    nodes: [{ op: 'Add', inputs: ['encoder_out', 'decoder_out'], output: 'logit' }],
    constants: {},
    inputs: { encoder_out: value, decoder_out: value },
    outputs: { logit: value },
    metadata: { joiner_dim: String(size) },
  });
}

function integers(values: readonly number[]): OnnxTensor {
  return { values, dimensions: [values.length], type: 'int64' };
}
