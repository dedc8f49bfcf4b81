import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { EfirError } from '../../../core/errors.ts';
import type { DiarizedBlock } from '../../../ports/diarizer.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type { SherpaEmbedder } from './sherpa-onnx-node.ts';

type Turn = DiarizedBlock['turns'][number];
type MeasuredVoice = DiarizedBlock['voices'][number];

/** Seconds of speech that tell how a voice sounds; more of it changes next to nothing and costs time. */
const enoughSpeech = 30;
/** Seconds under which models of voices have too little to go by: the speech is repeated. */
const leastSpeech = 1;

/** How each voice of the turns sounds: by what it says alone, the longest first. */
export async function measureVoices(
  embedder: SherpaEmbedder,
  samples: Float32Array,
  turns: readonly Turn[],
  signal: AbortSignal | undefined,
): Promise<MeasuredVoice[]> {
  const count = turns.reduce((most, turn) => Math.max(most, turn.voice + 1), 0);
  const measured: MeasuredVoice[] = [];
  for (let voice = 0; voice < count; voice++) {
    const own = turns.filter((turn) => turn.voice === voice);
    const seconds = own.reduce((sum, turn) => sum + turn.end - turn.start, 0);
    const heard = gatherSpeech(samples, chooseSpans(own, turns));
    measured.push({ voice, seconds: toMilliseconds(seconds), embedding: embed(embedder, heard) });
    // An embedding blocks: signs of life go out in between.
    await yieldToLoop();
    if (signal?.aborted) throw new EfirError('cancelled');
  }
  return measured;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where nobody else speaks; a voice that never speaks alone is heard as it is. */
function chooseSpans(own: readonly Turn[], all: readonly Turn[]): Span[] {
  const others = all.filter((turn) => turn.voice !== own[0]?.voice);
  const alone = own.flatMap((turn) => others.reduce<Span[]>(cutOut, [turn]));
  const spans = alone.reduce((sum, span) => sum + span.end - span.start, 0) >= 0.3 ? alone : own;
  return spans.toSorted((one, other) => other.end - other.start - (one.end - one.start));
}

function cutOut(spans: readonly Span[], other: Span): Span[] {
  return spans.flatMap(({ start, end }) =>
    other.end <= start || other.start >= end
      ? [{ start, end }]
      : [
          { start, end: Math.min(end, other.start) },
          { start: Math.max(start, other.end), end },
        ].filter((span) => span.end > span.start),
  );
}

function gatherSpeech(samples: Float32Array, spans: readonly Span[]): Float32Array {
  const parts: Float32Array[] = [];
  let left = enoughSpeech * sampleRate;
  for (const { start, end } of spans) {
    const from = Math.round(start * sampleRate);
    const part = samples.subarray(from, Math.min(Math.round(end * sampleRate), from + left));
    parts.push(part);
    left -= part.length;
    if (left <= 0) break;
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const gathered = new Float32Array(Math.max(length, leastSpeech * sampleRate));
  let filled = 0;
  for (let place = 0; filled < gathered.length && length > 0; place++) {
    const part = parts[place % parts.length]?.subarray(0, gathered.length - filled);
    if (!part) break;
    gathered.set(part, filled);
    filled += part.length;
  }
  return gathered;
}

function embed(embedder: SherpaEmbedder, samples: Float32Array): Float32Array {
  const stream = embedder.createStream();
  stream.acceptWaveform({ sampleRate, samples });
  stream.inputFinished();
  // Asked for more than it has, the model would end the process.
  const embedding = embedder.isReady(stream)
    ? Float32Array.from(embedder.compute(stream, false))
    : new Float32Array(embedder.dim);
  return toUnitLength(embedding);
}

/** What is no number or has no length points nowhere in particular, but equally for everybody. */
function toUnitLength(embedding: Float32Array): Float32Array {
  const length = Math.hypot(...embedding);
  if (!(length > 0) || !Number.isFinite(length)) {
    return new Float32Array(embedding.length).fill(1 / Math.sqrt(embedding.length));
  }
  return embedding.map((value) => value / length);
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
