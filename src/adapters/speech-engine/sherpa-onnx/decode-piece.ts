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
  const decodeWith = async (samples: Float32Array, hotWords: string): Promise<SherpaResult> => {
    const stream = hotWords === '' ? recognizer.createStream() : recognizer.createStream(hotWords);
    stream.acceptWaveform({ sampleRate, samples: padEnd(samples) });
    return recognizer.decodeAsync(stream);
  };
  const decode: DecodePiece = async (samples, options) => {
    const fed = options.again ? disturb(samples, files.maxPieceSeconds) : { samples, shift: 0 };
    const hotWords = files.letters ? writeHotWords(options.hotWords ?? [], files.letters) : '';
    const plain = await decodeWith(fed.samples, '');
    const result = hotWords === '' ? plain : chooseResult(plain, await decodeWith(fed.samples, hotWords));
    return fed.shift === 0
      ? result
      : { ...result, timestamps: result.timestamps.map((time) => time - fed.shift) };
  };
  return config.modelConfig.whisper ? createWhisperDecoder(recognizer, config, files, decode) : decode;
}

/** Share of the plain result's tokens that one with hot words has at least; a word more or less is what they are for. */
const leastTokens = 0.8;

/** A search that is led to hot words may lose what stands behind one (seen with 1.13.8): then they are left out. */
function chooseResult(plain: SherpaResult, biased: SherpaResult): SherpaResult {
  return biased.tokens.length < leastTokens * plain.tokens.length ? plain : biased;
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

/**
 * As sherpa-onnx reads them: divided by `/`. A single word with a letter that the model does not know would end all
 * of them; the case is the model's.
 */
function writeHotWords(hotWords: readonly string[], letters: ReadonlySet<string>): string {
  return hotWords
    .map((word) => word.replace(/[/:#@\s\p{Cc}]+/gu, ' ').trim())
    .flatMap((word) => [word, word.toUpperCase(), word.toLowerCase()].find(isKnown) ?? [])
    .filter((word) => word !== '')
    .join('/');

  function isKnown(word: string): boolean {
    return [...word].every((letter) => letter === ' ' || letters.has(letter));
  }
}

/** Shorter pieces give the feature extractor no frame, and some models nothing to convolve. */
const shortestSamples = sampleRate / 2;

function padEnd(samples: Float32Array): Float32Array {
  if (samples.length >= shortestSamples) return samples;
  const padded = new Float32Array(shortestSamples);
  padded.set(samples);
  return padded;
}
