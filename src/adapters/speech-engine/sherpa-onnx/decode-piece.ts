import { sampleRate } from '../../../ports/media-tool.ts';
import type { RecogniseOptions } from '../../../ports/speech-engine.ts';
import type { ModelFiles } from './find-model-files.ts';
import type { SherpaRecognizer, SherpaRecognizerConfig, SherpaResult } from './sherpa-onnx-node.ts';

/** Decodes a piece; times in the answer count from its start. */
export type DecodePiece = (samples: Float32Array, options: RecogniseOptions) => Promise<SherpaResult>;

/** How pieces are decoded by the kind of model that the files are. */
export function createDecoder(
  recognizer: SherpaRecognizer,
  config: SherpaRecognizerConfig,
  files: ModelFiles,
): DecodePiece {
  const decode: DecodePiece = async (samples, options) => {
    const fed = options.again ? disturb(samples, files.maxPieceSeconds) : { samples, shift: 0 };
    const hotWords = files.capabilities.hotWords ? writeHotWords(options.hotWords ?? []) : '';
    const stream = hotWords === '' ? recognizer.createStream() : recognizer.createStream(hotWords);
    stream.acceptWaveform({ sampleRate, samples: padEnd(fed.samples) });
    const result = await recognizer.decodeAsync(stream);
    return fed.shift === 0
      ? result
      : { ...result, timestamps: result.timestamps.map((time) => time - fed.shift) };
  };
  return config.modelConfig.whisper ? createWhisperDecoder(recognizer, config, files, decode) : decode;
}

/**
 * Language is a setting of the whole recognizer, and so is how much silence is put behind a piece: a decode reads both
 * while it runs, so that pieces must not overlap. A language that the model does not know would end the process: it
 * finds out by itself then.
 */
function createWhisperDecoder(
  recognizer: SherpaRecognizer,
  config: SherpaRecognizerConfig,
  { languages }: ModelFiles,
  decode: DecodePiece,
): DecodePiece {
  const { whisper } = config.modelConfig;
  if (!whisper) return decode;
  let last: Promise<unknown> = Promise.resolve();
  return (samples, options) => {
    const { language = '', again } = options;
    const decodeInTurn = () => {
      const chosen = {
        ...whisper,
        language: languages?.has(language) ? language : '',
        ...(again && { tailPaddings: shortTail }),
      };
      recognizer.setConfig({ ...config, modelConfig: { ...config.modelConfig, whisper: chosen } });
      return decode(samples, options);
    };
    const decoded = last.then(decodeInTurn, decodeInTurn);
    last = decoded.catch(() => {});
    return decoded;
  };
}

/** Frames of silence that Whisper hears behind a piece that it looped in, in place of 1000: silence is where it loops. */
const shortTail = 150;

/** Seconds of silence before a piece that is decoded again, and how much quieter it is. */
const [headSeconds, quieter] = [0.34, 0.6];

/**
 * The same sound under other frames: greedy decoding has no other settings, and loops hang on very little. Where a piece
 * is too long for silence before it, it is only quieter.
 */
function disturb(samples: Float32Array, maxSeconds: number): { samples: Float32Array; shift: number } {
  const room = Math.floor(maxSeconds * sampleRate) - samples.length;
  const head = Math.max(0, Math.min(room, Math.round(headSeconds * sampleRate)));
  const disturbed = new Float32Array(head + samples.length);
  for (let index = 0; index < samples.length; index++)
    disturbed[head + index] = (samples[index] ?? 0) * quieter;
  return { samples: disturbed, shift: head / sampleRate };
}

/** Signs that mean something to sherpa-onnx are no part of words. */
function writeHotWords(hotWords: readonly string[]): string {
  return hotWords
    .map((word) => word.replace(/[/:#@\s\p{Cc}]+/gu, ' ').trim())
    .filter((word) => word !== '')
    .join('/');
}

/** Shorter pieces give the feature extractor no frame, and some models nothing to convolve. */
const shortestSamples = sampleRate / 2;

function padEnd(samples: Float32Array): Float32Array {
  if (samples.length >= shortestSamples) return samples;
  const padded = new Float32Array(shortestSamples);
  padded.set(samples);
  return padded;
}
