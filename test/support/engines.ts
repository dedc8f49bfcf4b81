import { createEnergyDetector } from '../../src/adapters/speech-detector/energy/energy-detector.ts';
import { EfirError } from '../../src/core/errors.ts';
import { sampleRate } from '../../src/ports/media-tool.ts';
import type {
  EngineDescription,
  EngineRequest,
  RecognisedPiece,
  RecogniseOptions,
  SpeechEngine,
  SpeechEngines,
  SpeechPiece,
} from '../../src/ports/speech-engine.ts';

export interface TestEngineOptions extends Partial<EngineDescription> {
  /** Answers for a piece; without it one word for each half second. */
  readonly answer?: (
    piece: SpeechPiece,
    options: RecogniseOptions,
  ) => RecognisedPiece | Promise<RecognisedPiece>;
  readonly fallback?: { readonly wanted: string; readonly reason: string };
  /** What is installed besides, by the language that it is the best for. */
  readonly best?: Readonly<Record<string, TestEngineOptions>>;
  /** The language of a piece by its sound. */
  readonly sound?: (piece: SpeechPiece) => string | undefined;
}

/** Speech engines in this process, for tests of what lies before and behind them. Keeps what it was asked. */
export function createTestEngines(options: TestEngineOptions = {}): SpeechEngines & {
  readonly pieces: SpeechPiece[];
  readonly requests: EngineRequest[];
} {
  const { fallback, best = {}, sound } = options;
  const pieces: SpeechPiece[] = [];
  const requests: EngineRequest[] = [];
  const engine = createTestEngine(options, pieces);
  const others = Object.fromEntries(
    Object.entries(best).map(([language, other]) => [language, createTestEngine(other, pieces)]),
  );
  const find = ({ engine: name, model, language = '' }: EngineRequest = {}) =>
    name === undefined && model === undefined ? (others[language] ?? engine) : engine;
  return {
    pieces,
    requests,
    async open(request) {
      requests.push(request);
      return { engine: find(request), ...(fallback && { fallback }) };
    },
    openDetector: async () => ({ detector: createEnergyDetector() }),
    openDiarizer: () => Promise.reject(new EfirError('diarizer-missing', { detail: 'a test' })),
    identifyLanguage: async (piece) => sound?.(piece),
    check: async (request) => {
      const { description } = find(request);
      return { engine: description.engine, model: description.model };
    },
    close: async () => undefined,
  };
}

function createTestEngine(options: TestEngineOptions, pieces: SpeechPiece[]): SpeechEngine {
  const { answer = countWords, fallback: _, best: _best, sound: _sound, ...description } = options;
  return {
    description: { ...standard, ...description },
    async recognise(piece, recogniseOptions) {
      pieces.push(piece);
      if (recogniseOptions.signal?.aborted) throw new EfirError('cancelled');
      return await answer(piece, recogniseOptions);
    },
    close: async () => undefined,
  };
}

const standard: EngineDescription = {
  engine: 'test',
  model: 'words',
  languages: 'any',
  maxPieceSeconds: 28,
  quality: 'full',
  streams: 1,
  capabilities: { wordTimes: true, confidence: false, detectsLanguage: false, hotWords: false },
};

function countWords(piece: SpeechPiece): RecognisedPiece {
  const seconds = piece.samples.length / sampleRate;
  const words = Array.from({ length: Math.max(1, Math.floor(seconds * 2)) }, (_, index) => ({
    text: `word${index}`,
    start: index / 2,
    end: Math.min(seconds, index / 2 + 0.4),
  }));
  return { text: words.map((word) => word.text).join(' '), words };
}
