import type { OnnxNode, OnnxTensor } from './onnx-writer.ts';

/** How much a pilot model computes for nothing: the cost grows with the square of the width. */
export interface Heaviness {
  readonly width: number;
  readonly layers: number;
}

/** About what Parakeet TDT 0.6B int8 costs: 0.056 CPU seconds per second of sound on one thread (AMD EPYC). */
export const asHeavyAsParakeet: Heaviness = { width: 1024, layers: 12 };

export interface WeighedInput {
  /** Name of the features [N, features, T]. */
  readonly input: string;
  readonly features: number;
  readonly stride: number;
}

/**
 * Layers as a transformer's feed-forward ones, whose sum is multiplied by 0: `output` is [N, T / stride, 1], all zeros.
 * The weights are expanded from one number, so that the file stays small.
 */
export function listHeavyNodes({ width, layers }: Heaviness, { input, features, stride }: WeighedInput) {
  const constants: Record<string, OnnxTensor> = {
    heavy_first_shape: integers([width, features, stride]),
    heavy_wide_shape: integers([width, 4 * width]),
    heavy_narrow_shape: integers([4 * width, width]),
    heavy_weight: { values: [0.001], dimensions: [], type: 'float' },
    heavy_zero: { values: [0], dimensions: [], type: 'float' },
  };
  const nodes: OnnxNode[] = [
    { op: 'Expand', inputs: ['heavy_weight', 'heavy_first_shape'], output: 'heavy_first' },
    {
      op: 'Conv',
      inputs: [input, 'heavy_first'],
      output: 'heavy_conv',
      attributes: { kernel_shape: [stride], strides: [stride] },
    },
    { op: 'Transpose', inputs: ['heavy_conv'], output: 'heavy_0', attributes: { perm: [0, 2, 1] } },
  ];
  for (let layer = 0; layer < layers; layer++) nodes.push(...listLayer(layer));
  nodes.push(
    {
      op: 'ReduceMean',
      inputs: [`heavy_${layers}`],
      output: 'heavy_mean',
      attributes: { axes: [2], keepdims: 1 },
    },
    { op: 'Mul', inputs: ['heavy_mean', 'heavy_zero'], output: 'heavy_nothing' },
  );
  return { nodes, constants, output: 'heavy_nothing' };
}

/** Each layer has weights of its own, as a real model has: what lies in a cache costs less. */
function listLayer(layer: number): OnnxNode[] {
  const name = (part: string) => `heavy_${layer}_${part}`;
  return [
    { op: 'Expand', inputs: ['heavy_weight', 'heavy_wide_shape'], output: name('up') },
    { op: 'Expand', inputs: ['heavy_weight', 'heavy_narrow_shape'], output: name('down') },
    { op: 'Tanh', inputs: [`heavy_${layer}`], output: name('bent') },
    { op: 'MatMul', inputs: [name('bent'), name('up')], output: name('wide') },
    { op: 'Relu', inputs: [name('wide')], output: name('positive') },
    { op: 'MatMul', inputs: [name('positive'), name('down')], output: name('narrow') },
    { op: 'Add', inputs: [`heavy_${layer}`, name('narrow')], output: `heavy_${layer + 1}` },
  ];
}

function integers(values: readonly number[]): OnnxTensor {
  return { values, dimensions: [values.length], type: 'int64' };
}
