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
}

/** Speech engines in this process, for tests of what lies before and behind them. Keeps what it was asked. */
export function createTestEngines(options: TestEngineOptions = {}): SpeechEngines & {
  readonly pieces: SpeechPiece[];
  readonly requests: EngineRequest[];
} {
  const { answer = countWords, fallback, ...description } = options;
  const pieces: SpeechPiece[] = [];
  const requests: EngineRequest[] = [];
  const engine: SpeechEngine = {
    description: { ...standard, ...description },
    async recognise(piece, recogniseOptions) {
      pieces.push(piece);
      if (recogniseOptions.signal?.aborted) throw new EfirError('cancelled');
      return await answer(piece, recogniseOptions);
    },
    close: async () => undefined,
  };
  return {
    pieces,
    requests,
    async open(request) {
      requests.push(request);
      return fallback ? { engine, fallback } : { engine };
    },
    openDetector: async () => ({ detector: createEnergyDetector() }),
    openDiarizer: () => Promise.reject(new EfirError('diarizer-missing', { detail: 'a test' })),
    identifyLanguage: async () => undefined,
    check: async () => ({ engine: engine.description.engine, model: engine.description.model }),
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
