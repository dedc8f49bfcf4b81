import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddingModel, segmentationModel } from '../../../src/models/catalogue.ts';
import { encodeOnnx, type OnnxTensor } from './onnx-writer.ts';

/**
 * Speakers by tones: each has one that sounds through all of its turns, above the voice and below the letters. The two
 * models that read them are what sherpa-onnx wants for telling voices apart: one finds turns, one tells how a voice
 * sounds. Both are exact, so that speakers can be compared to the frame. They go by the names of the catalogue's.
 */
export function writePilotDiarization(modelsDirectory: string): {
  readonly segmentationDirectory: string;
  readonly embeddingDirectory: string;
} {
  const segmentationDirectory = join(modelsDirectory, segmentationModel);
  const embeddingDirectory = join(modelsDirectory, embeddingModel);
  for (const directory of [segmentationDirectory, embeddingDirectory])
    mkdirSync(directory, { recursive: true });
  writeFileSync(join(segmentationDirectory, 'model.onnx'), encodeSegmentation());
  writeFileSync(join(embeddingDirectory, 'model.onnx'), encodeEmbedding());
  return { segmentationDirectory, embeddingDirectory };
}

const sampleRate = 16_000;
/**
 * Rows of the 80 mel bins from 20 to 7600 Hz (Kaldi's) that the embedding looks at, counted from 0. Neighbours would
 * share a tone, so there is one between them.
 */
const rows = [57, 59, 61, 63];
/** Centres of these bins in Hz: one for each speaker, of whom there may be three within ten seconds. */
export const speakerTones = rows.map((row) => centreOfMel(row));
/** Amplitude of a speaker's tone. */
export const speakerAmplitude = 0.03;

function centreOfMel(row: number): number {
  const toMel = (hertz: number) => 1127 * Math.log(1 + hertz / 700);
  const [low, high] = [toMel(20), toMel(7600)];
  return 700 * (Math.exp((low + ((row + 1) * (high - low)) / 81) / 1127) - 1);
}

const windowSize = 160_000;
const filterLength = 991;
const filterShift = 270;
/** A tone counts from 8.7 dB below its full power: the filter is 62 ms long and reaches over the ends of a turn. */
const threshold = -8.7;
/** Slots of a window: the fourth tone shares the first one's. */
const slots = 3;
/** Nobody, each slot, each two of them: the order that sherpa-onnx reads. */
const powerset = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2]];

/** Power at each tone by a sine and a cosine filter, as how sure it is that a slot speaks; then all sums of them. */
function encodeSegmentation(): Uint8Array {
  return encodeOnnx({
    nodes: [
      {
        op: 'Conv',
        inputs: ['x', 'filters'],
        output: 'waves',
        attributes: { kernel_shape: [filterLength], strides: [filterShift] },
      },
      { op: 'Mul', inputs: ['waves', 'waves'], output: 'squares' },
      { op: 'Conv', inputs: ['squares', 'pairs'], output: 'powers', attributes: { kernel_shape: [1] } },
      { op: 'Add', inputs: ['powers', 'least'], output: 'positive' },
      { op: 'Log', inputs: ['positive'], output: 'levels' },
      { op: 'Sub', inputs: ['levels', 'threshold'], output: 'over' },
      { op: 'Clip', inputs: ['over', 'lowest', 'highest'], output: 'slots' },
      { op: 'Conv', inputs: ['slots', 'signs'], output: 'classes', attributes: { kernel_shape: [1] } },
      { op: 'Transpose', inputs: ['classes'], output: 'y', attributes: { perm: [0, 2, 1] } },
    ],
    constants: {
      filters: floats(makeFilters(), [2 * speakerTones.length, 1, filterLength]),
      pairs: floats(makePairs(), [slots, 2 * speakerTones.length, 1]),
      least: scalar(1e-9),
      threshold: scalar((threshold / 10) * Math.LN10),
      lowest: scalar(-6),
      highest: scalar(6),
      signs: floats(makeSigns(), [powerset.length, slots, 1]),
    },
    inputs: { x: { dimensions: ['N', 1, 'T'], type: 'float' } },
    outputs: { y: { dimensions: ['N', 'F', powerset.length], type: 'float' } },
    metadata: {
      model_type: 'pyannote-segmentation-3.0',
      sample_rate: String(sampleRate),
      window_size: String(windowSize),
      receptive_field_size: String(filterLength),
      receptive_field_shift: String(filterShift),
      num_speakers: String(slots),
      powerset_max_classes: '2',
      num_classes: String(powerset.length),
    },
  });
}

/** Scaled so that a tone of full amplitude has the power 1. */
function makeFilters(): number[] {
  const window = Array.from(
    { length: filterLength },
    (_, tap) => 0.5 - 0.5 * Math.cos((2 * Math.PI * tap) / (filterLength - 1)),
  );
  const area = window.reduce((sum, weight) => sum + weight, 0);
  const scale = 2 / (area * speakerAmplitude);
  return speakerTones.flatMap((hertz) =>
    [Math.sin, Math.cos].flatMap((wave) =>
      window.map((weight, tap) => scale * weight * wave((2 * Math.PI * hertz * tap) / sampleRate)),
    ),
  );
}

function makePairs(): number[] {
  return Array.from({ length: slots }, (_, slot) =>
    speakerTones.flatMap((_hertz, tone) => (tone % slots === slot ? [1, 1] : [0, 0])),
  ).flat();
}

function makeSigns(): number[] {
  return powerset.flatMap((speaking) =>
    Array.from({ length: slots }, (_, slot) => (speaking.includes(slot) ? 1 : -1)),
  );
}

const embeddingLength = 256;

/** Which share of the power each tone has; each points into a direction of its own. */
function encodeEmbedding(): Uint8Array {
  return encodeOnnx({
    nodes: [
      { op: 'Gather', inputs: ['feats', 'rows'], output: 'picked', attributes: { axis: 2 } },
      { op: 'Exp', inputs: ['picked'], output: 'powers' },
      { op: 'ReduceMean', inputs: ['powers'], output: 'means', attributes: { axes: [1], keepdims: 0 } },
      { op: 'Log', inputs: ['means'], output: 'levels' },
      { op: 'Softmax', inputs: ['levels'], output: 'shares', attributes: { axis: 1 } },
      { op: 'MatMul', inputs: ['shares', 'directions'], output: 'embs' },
    ],
    constants: {
      rows: { values: rows, dimensions: [rows.length], type: 'int64' },
      directions: floats(makeDirections(), [rows.length, embeddingLength]),
    },
    inputs: { feats: { dimensions: ['N', 'T', 80], type: 'float' } },
    outputs: { embs: { dimensions: ['N', embeddingLength], type: 'float' } },
    metadata: {
      framework: 'wespeaker',
      language: 'English',
      output_dim: String(embeddingLength),
      sample_rate: String(sampleRate),
      normalize_samples: '1',
      // A mean over the time would be taken away from a tone that never stops.
      feature_normalize_type: '',
    },
  });
}

/** Four rows of a Hadamard matrix: any two are at right angles. */
function makeDirections(): number[] {
  return rows.flatMap((_, tone) =>
    Array.from({ length: embeddingLength }, (_column, place) => (place & (1 << tone) ? -1 : 1) / 16),
  );
}

function floats(values: readonly number[], dimensions: readonly number[]): OnnxTensor {
  return { values, dimensions, type: 'float' };
}

function scalar(value: number): OnnxTensor {
  return floats([value], []);
}
