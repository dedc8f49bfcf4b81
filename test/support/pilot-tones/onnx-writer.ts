/**
 * Writes ONNX models, as far as the pilot model needs: the few protobuf messages of onnx.proto by their field
 * numbers. No package for it is kept up.
 */
export interface OnnxModel {
  readonly nodes: readonly OnnxNode[];
  readonly constants: Readonly<Record<string, OnnxTensor>>;
  readonly inputs: Readonly<Record<string, OnnxValue>>;
  readonly outputs: Readonly<Record<string, OnnxValue>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Of a node that gives several. */
  readonly moreOutputs?: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxTensor {
  readonly dimensions: readonly number[];
  readonly values: readonly number[];
  readonly type: keyof typeof rawTypes;
}

/** A text is a dimension with a name instead of a size. */
export interface OnnxValue {
  readonly dimensions: readonly (number | string)[];
  readonly type: keyof typeof elementTypes;
}

const irVersion = 8;
const opset = 13;
const elementTypes = { float: 1, int8: 3, int32: 6, int64: 7 };
const rawTypes = {
  float: (values: readonly number[]) => Float32Array.from(values),
  int8: (values: readonly number[]) => Int8Array.from(values),
  int64: (values: readonly number[]) => BigInt64Array.from(values, BigInt),
};

export function encodeOnnx(model: OnnxModel): Uint8Array {
  const graph = [
    ...model.nodes.map((node) => message(1, encodeNode(node))),
    text(2, 'pilot'),
    ...Object.entries(model.constants).map(([name, tensor]) => message(5, encodeTensor(name, tensor))),
    ...Object.entries(model.inputs).map(([name, value]) => message(11, encodeValue(name, value))),
    ...Object.entries(model.outputs).map(([name, value]) => message(12, encodeValue(name, value))),
  ];
  return Buffer.concat([
    integer(1, irVersion),
    text(2, 'efir'),
    message(7, graph),
    message(8, [text(1, ''), integer(2, opset)]),
    ...Object.entries(model.metadata).map(([key, value]) => message(14, [text(1, key), text(2, value)])),
  ]);
}

function encodeNode({ op, inputs, output, moreOutputs = [], attributes = {} }: OnnxNode): Uint8Array[] {
  return [
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    ...moreOutputs.map((name) => text(2, name)),
    text(3, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, encodeAttribute(name, value))),
  ];
}

/** All attributes that the model needs are integers or lists of them. */
function encodeAttribute(name: string, value: number | readonly number[]): Uint8Array[] {
  return typeof value === 'number'
    ? [text(1, name), integer(3, value), integer(20, 2)]
    : [text(1, name), ...value.map((item) => integer(8, item)), integer(20, 7)];
}

function encodeTensor(name: string, { dimensions, values, type }: OnnxTensor): Uint8Array[] {
  const raw = rawTypes[type](values);
  return [
    ...dimensions.map((size) => integer(1, size)),
    integer(2, elementTypes[type]),
    text(8, name),
    bytes(9, new Uint8Array(raw.buffer)),
  ];
}

function encodeValue(name: string, { dimensions, type }: OnnxValue): Uint8Array[] {
  const shape = dimensions.map((size) =>
    message(1, [typeof size === 'number' ? integer(1, size) : text(2, size)]),
  );
  return [text(1, name), message(2, [message(1, [integer(1, elementTypes[type]), message(2, shape)])])];
}

function message(field: number, parts: readonly Uint8Array[]): Uint8Array {
  return bytes(field, Buffer.concat(parts));
}

function text(field: number, value: string): Uint8Array {
  return bytes(field, Buffer.from(value, 'utf8'));
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([varint(BigInt((field << 3) | 2)), varint(BigInt(value.length)), value]);
}

function integer(field: number, value: number): Uint8Array {
  return Buffer.concat([varint(BigInt(field << 3)), varint(BigInt.asUintN(64, BigInt(value)))]);
}

function varint(value: bigint): Uint8Array {
  const groups: number[] = [];
  let rest = value;
  do {
    groups.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(groups);
}
