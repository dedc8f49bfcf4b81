import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeOnnx, type OnnxModel, type OnnxNode, type OnnxTensor } from './onnx-writer.ts';
import { type AlphabetName, alphabets, bins, getBinCentre, getTones, toneAmplitude } from './pilot-code.ts';
import { type Heaviness, listHeavyNodes } from './pilot-weight.ts';

export interface PilotModelOptions {
  readonly alphabet?: AlphabetName;
  /** Work that changes nothing, for figures that mean something; without it the model is as good as free. */
  readonly heaviness?: Heaviness;
  /** In place of what sherpa-onnx wants to know. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Writes a speech model that understands pilot tones and nothing else: about 5 KB, real enough for sherpa-onnx to
 * load and run it as a NeMo CTC model, and exact, so that words and times can be compared to the letter.
 */
export function writePilotModel(directory: string, options: PilotModelOptions = {}): void {
  const tokens = alphabets[options.alphabet ?? 'en'];
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'model.onnx'), encodePilotModel(tokens, options));
  const lines = [...tokens, '<blk>'].map((token, index) => `${token} ${index}\n`);
  writeFileSync(join(directory, 'tokens.txt'), lines.join(''));
}

export const subsampling = 4;
/** Log energy of a pilot tone on its bin's centre: mel bandwidth at 6.9 kHz, FFT of 512 with a Hann window. */
const nominal = Math.log((263 * 480 * toneAmplitude ** 2) / 2);

function describe(tokens: readonly string[]): Readonly<Record<string, string>> {
  return {
    vocab_size: String(tokens.length),
    subsampling_factor: String(subsampling),
    // An empty value leaves the log-mel features as they are.
    normalize_type: '',
    model_type: 'EncDecCTCModel',
  };
}

function encodePilotModel(
  tokens: readonly string[],
  { heaviness, metadata = describe(tokens) }: PilotModelOptions,
): Uint8Array {
  const heavy =
    heaviness && listHeavyNodes(heaviness, { input: 'audio_signal', features: 80, stride: subsampling });
  const scored = listScoreNodes(tokens);
  return encodeOnnx({
    nodes: [...scored.nodes, ...(heavy?.nodes ?? []), ...listOutputNodes(heavy?.output)],
    constants: { ...scored.constants, ...heavy?.constants },
    inputs: {
      audio_signal: { dimensions: ['N', 80, 'T'], type: 'float' },
      length: { dimensions: ['N'], type: 'int64' },
    },
    outputs: { logprobs: { dimensions: ['N', 'S', tokens.length + 1], type: 'float' } },
    metadata,
  });
}

/** What comes out of the sound: `all`[N,V+1,S], a score for each token and, last, for none; and the constants for it. */
export function listScoreNodes(tokens: readonly string[]): Pick<OnnxModel, 'nodes' | 'constants'> {
  const concat: OnnxNode = {
    op: 'Concat',
    inputs: ['scores', 'blank'],
    output: 'all',
    attributes: { axis: 1 },
  };
  return {
    nodes: [...featureNodes, ...tokenNodes, ...blankNodes, concat],
    constants: createConstants(tokens),
  };
}

/** The twelve bins, freed of the filters' areas, smoothed over five frames, every fourth kept: groups[N,3,4,S]. */
const featureNodes: OnnxNode[] = [
  { op: 'Gather', inputs: ['audio_signal', 'rows'], output: 'picked', attributes: { axis: 1 } },
  { op: 'Add', inputs: ['picked', 'areas'], output: 'levelled' },
  { op: 'Clip', inputs: ['levelled', 'lowest', 'highest'], output: 'clipped' },
  {
    op: 'Conv',
    inputs: ['clipped', 'smoothing'],
    output: 'smoothed',
    attributes: { group: 12, kernel_shape: [5], strides: [subsampling], pads: [0, 1] },
  },
  { op: 'Reshape', inputs: ['smoothed', 'grouped_shape'], output: 'groups' },
];

/** A token scores by how far its tone dominates in each of the three groups: at most 0. */
const tokenNodes: OnnxNode[] = [
  { op: 'LogSoftmax', inputs: ['groups'], output: 'dominance', attributes: { axis: 2 } },
  { op: 'Reshape', inputs: ['dominance', 'flat_shape'], output: 'flat' },
  { op: 'Conv', inputs: ['flat', 'codewords'], output: 'scores', attributes: { kernel_shape: [1] } },
];

/** A gap is where the weakest group falls 2.5 nats below the loudest of 0.6 s, or below an absolute floor. */
const blankNodes: OnnxNode[] = [
  { op: 'ReduceMax', inputs: ['groups'], output: 'peaks', attributes: { axes: [2], keepdims: 0 } },
  { op: 'ReduceMin', inputs: ['peaks'], output: 'level', attributes: { axes: [1], keepdims: 1 } },
  {
    op: 'MaxPool',
    inputs: ['level'],
    output: 'loudest',
    attributes: { kernel_shape: [15], strides: [1], pads: [7, 7] },
  },
  { op: 'Sub', inputs: ['loudest', 'fall'], output: 'near' },
  { op: 'Max', inputs: ['near', 'floor'], output: 'reference' },
  { op: 'Sub', inputs: ['reference', 'level'], output: 'below' },
  { op: 'Mul', inputs: ['below', 'steepness'], output: 'steep' },
  { op: 'Max', inputs: ['steep', 'least_blank'], output: 'blank' },
];

/** `nothing` is added before the end: a tensor of zeros that cost work. */
function listOutputNodes(nothing: string | undefined): OnnxNode[] {
  const scores = nothing === undefined ? 'turned' : 'weighed';
  return [
    { op: 'Transpose', inputs: ['all'], output: 'turned', attributes: { perm: [0, 2, 1] } },
    ...(nothing === undefined ? [] : [{ op: 'Add', inputs: ['turned', nothing], output: scores }]),
    { op: 'LogSoftmax', inputs: [scores], output: 'logprobs', attributes: { axis: 2 } },
  ];
}

function createConstants(tokens: readonly string[]): Record<string, OnnxTensor> {
  const window = [0.25, 0.75, 1, 0.75, 0.25].map((weight) => weight / 3);
  const areas = bins.map((bin) => Math.log((getBinCentre(bin + 1) - getBinCentre(bin - 1)) / 2));
  const codewords = tokens.flatMap((_, token) =>
    bins.map((_bin, row) => Number(getTones(token).includes(row))),
  );
  return {
    rows: integers(bins.map((bin) => bin - 1)),
    areas: floats(areas, [1, 12, 1]),
    lowest: scalar(nominal - 9),
    highest: scalar(nominal + 8),
    smoothing: floats(
      bins.flatMap(() => window),
      [12, 1, 5],
    ),
    grouped_shape: integers([0, 3, 4, -1]),
    flat_shape: integers([0, 12, -1]),
    codewords: floats(codewords, [tokens.length, 12, 1]),
    fall: scalar(2.5),
    floor: scalar(nominal - 6),
    steepness: scalar(4),
    least_blank: scalar(-1.2),
  };
}

function floats(values: readonly number[], dimensions: readonly number[]): OnnxTensor {
  return { values, dimensions, type: 'float' };
}

function scalar(value: number): OnnxTensor {
  return floats([value], []);
}

function integers(values: readonly number[]): OnnxTensor {
  return { values, dimensions: [values.length], type: 'int64' };
}
