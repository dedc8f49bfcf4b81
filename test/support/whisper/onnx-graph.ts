import type { OnnxNode, OnnxTensor } from '../pilot-tones/onnx-writer.ts';

/** Collects the nodes of a model; each method adds one or more and gives the name of what comes out. */
export interface OnnxGraph {
  readonly nodes: OnnxNode[];
  readonly constants: Record<string, OnnxTensor>;
  add(op: string, inputs: readonly string[], attributes?: OnnxNode['attributes']): string;
  /** Names the output of the last step as the model's caller knows it. */
  give(name: string, from: string): void;
  floats(values: readonly number[], dimensions?: readonly number[]): string;
  integers(values: readonly number[]): string;
  /** The same number throughout; laid out when the model is loaded, so that it takes no room in the file. */
  filled(value: number, dimensions: readonly number[], type?: 'float' | 'int8'): string;
  slice(
    from: string,
    bounds: { readonly start: string; readonly end: string; readonly axis: number },
  ): string;
  concat(parts: readonly string[], axis: number): string;
  /**
   * [.., inputs] → [.., outputs] with weights of 8 bits, as dynamic quantisation writes it: the input is quantised with
   * a scale of its own, multiplied as integers, and scaled back.
   */
  linear(
    from: string,
    shape: { readonly inputs: number; readonly outputs: number; readonly bias: boolean },
  ): string;
  norm(from: string, width: number, sharpness?: number): string;
  gelu(from: string): string;
}

export function createGraph(): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const constants: Record<string, OnnxTensor> = {};
  let count = 0;
  const name = (kind: string) => `${kind}_${count++}`;

  const add: OnnxGraph['add'] = (op, inputs, attributes = {}) => {
    const output = name(op);
    nodes.push({ op, inputs, output, attributes });
    return output;
  };
  const keep = (kind: string, tensor: OnnxTensor) => {
    const known = Object.entries(constants).find(([, one]) => JSON.stringify(one) === JSON.stringify(tensor));
    if (known) return known[0];
    const output = name(kind);
    constants[output] = tensor;
    return output;
  };
  const floats: OnnxGraph['floats'] = (values, dimensions = []) =>
    keep('floats', { type: 'float', values, dimensions });
  const integers: OnnxGraph['integers'] = (values) =>
    keep('integers', { type: 'int64', values, dimensions: [values.length] });
  const filled: OnnxGraph['filled'] = (value, dimensions, type = 'float') =>
    add('Expand', [keep(type, { type, values: [value], dimensions: [] }), integers(dimensions)]);

  const linear: OnnxGraph['linear'] = (from, { inputs, outputs, bias }) => {
    const quantised = name('quantised');
    const [scale, zero] = [name('scale'), name('zero')];
    nodes.push({
      op: 'DynamicQuantizeLinear',
      inputs: [from],
      output: quantised,
      moreOutputs: [scale, zero],
    });
    const weights = filled(1, [inputs, outputs], 'int8');
    const noOffset = keep('int8', { type: 'int8', values: [0], dimensions: [] });
    const product = add('MatMulInteger', [quantised, weights, zero, noOffset]);
    const scaled = add('Mul', [add('Cast', [product], { to: 1 }), add('Mul', [scale, floats([0.001])])]);
    return bias ? add('Add', [scaled, filled(0, [outputs])]) : scaled;
  };
  const norm: OnnxGraph['norm'] = (from, width, sharpness = 1) => {
    const last = { axes: [-1], keepdims: 1 };
    const centred = add('Sub', [from, add('ReduceMean', [from], last)]);
    const variance = add('ReduceMean', [add('Pow', [centred, floats([2])])], last);
    const spread = add('Sqrt', [add('Add', [variance, floats([1e-5])])]);
    const even = add('Div', [centred, spread]);
    return add('Add', [add('Mul', [even, filled(sharpness, [width])]), filled(0, [width])]);
  };
  const gelu: OnnxGraph['gelu'] = (from) => {
    const bent = add('Erf', [add('Div', [from, floats([Math.SQRT2])])]);
    return add('Mul', [add('Mul', [from, add('Add', [bent, floats([1])])]), floats([0.5])]);
  };
  return {
    nodes,
    constants,
    add,
    give: (wanted, from) => void nodes.push({ op: 'Identity', inputs: [from], output: wanted }),
    floats,
    integers,
    filled,
    slice: (from, { start, end, axis }) => add('Slice', [from, start, end, integers([axis])]),
    concat: (parts, axis) => add('Concat', parts, { axis }),
    linear,
    norm,
    gelu,
  };
}
