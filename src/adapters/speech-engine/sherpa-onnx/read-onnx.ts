import { type FileHandle, open } from 'node:fs/promises';

/** What an ONNX file says of itself. */
export interface OnnxFacts {
  readonly metadata: ReadonlyMap<string, string>;
  /** Names of what goes in and comes out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * Reads what stands around the weights, without loading them: a few reads, also of gigabytes. Rejects with an `Error`
 * whose message completes "the file …" when it is no ONNX model, or only a part of one: sherpa-onnx would end the
 * process over it.
 */
export async function readOnnx(path: string): Promise<OnnxFacts> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size === 0) throw new Error('is empty');
    const reader = createReader(file, size);
    const metadata = new Map<string, string>();
    const graph: { inputs: string[]; outputs: string[]; nodes: number } = {
      inputs: [],
      outputs: [],
      nodes: 0,
    };
    for await (const field of listFields(reader, 0, size)) {
      if (field.number === modelFields.graph) await readGraph(reader, field, graph);
      if (field.number === modelFields.metadata) {
        const entry = await readTexts(reader, field);
        metadata.set(entry.get(1) ?? '', entry.get(2) ?? '');
      }
    }
    if (graph.nodes === 0) throw new Error('is no ONNX model');
    return { metadata, inputs: graph.inputs, outputs: graph.outputs };
  } finally {
    await file.close();
  }
}

/** Numbers of the fields in onnx.proto. */
const modelFields = { graph: 7, metadata: 14 };
const graphFields = { node: 1, input: 11, output: 12 };

interface Field {
  readonly number: number;
  /** Where its content lies in the file. */
  readonly from: number;
  readonly to: number;
}

async function readGraph(
  reader: Reader,
  { from, to }: Field,
  graph: { inputs: string[]; outputs: string[]; nodes: number },
): Promise<void> {
  for await (const field of listFields(reader, from, to)) {
    if (field.number === graphFields.node) graph.nodes++;
    if (field.number === graphFields.input) graph.inputs.push((await readTexts(reader, field)).get(1) ?? '');
    if (field.number === graphFields.output)
      graph.outputs.push((await readTexts(reader, field)).get(1) ?? '');
  }
}

/** Fields of a short message as text, by their numbers. */
async function readTexts(reader: Reader, { from, to }: Field): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  for await (const field of listFields(reader, from, to)) {
    const length = Math.min(field.to - field.from, longestText);
    if (length > 0) texts.set(field.number, (await reader.bytes(field.from, length)).toString('utf8'));
  }
  return texts;
}

const longestText = 64 * 1024;

/** The fields of a message, one behind the other; what is inside is skipped. */
async function* listFields(reader: Reader, from: number, to: number): AsyncGenerator<Field, void, void> {
  for (let at = from; at < to; ) {
    const tag = await reader.varint(at);
    const number = Math.floor(tag.value / 8);
    const content = await findContent(reader, tag.value % 8, tag.end);
    if (number === 0) throw new Error('is no ONNX model');
    if (content.to > reader.size)
      throw new Error(`breaks off: it has ${reader.size} bytes where ${content.to} or more belong`);
    if (content.to > to) throw new Error('is no ONNX model');
    yield { number, ...content };
    at = content.to;
  }
}

async function findContent(reader: Reader, wireType: number, at: number) {
  const sizes = [undefined, 8, undefined, undefined, undefined, 4][wireType];
  if (sizes !== undefined) return { from: at, to: at + sizes };
  if (wireType !== 0 && wireType !== 2) throw new Error('is no ONNX model');
  const { value, end } = await reader.varint(at);
  return wireType === 0 ? { from: end, to: end } : { from: end, to: end + value };
}

type Reader = ReturnType<typeof createReader>;

const blockSize = 64 * 1024;

/** Reads by blocks: fields of a graph are small and lie close together. */
function createReader(file: FileHandle, size: number) {
  let block = Buffer.alloc(0);
  let blockStart = 0;
  const bytes = async (from: number, length: number): Promise<Buffer> => {
    if (from < blockStart || from + length > blockStart + block.length) {
      const wanted = Buffer.alloc(Math.max(blockSize, length));
      const { bytesRead } = await file.read(wanted, 0, wanted.length, from);
      block = wanted.subarray(0, bytesRead);
      blockStart = from;
    }
    return block.subarray(from - blockStart, from - blockStart + length);
  };
  return {
    size,
    bytes,
    varint: async (at: number): Promise<{ value: number; end: number }> => {
      const read = await bytes(at, Math.min(10, size - at));
      let value = 0;
      for (const [place, byte] of read.entries()) {
        value += (byte & 127) * 2 ** (7 * place);
        if (byte < 128) return { value, end: at + place + 1 };
      }
      throw new Error(read.length < 10 ? `breaks off: it has ${size} bytes` : 'is no ONNX model');
    },
  };
}
