import { EfirError } from '../../core/errors.ts';
import { sampleRate } from '../../ports/media-tool.ts';
import type { RecognisedPiece, RecogniseOptions, SpeechEngine } from '../../ports/speech-engine.ts';
import { getEngine, isEngineName } from '../engines.ts';
import type { LoadSubject } from './subject.ts';

/** What `recognise` is asked with. */
export interface RecogniseInput {
  readonly samples: Float32Array;
  readonly options: Omit<RecogniseOptions, 'signal'>;
}

export const loadSpeechEngine: LoadSubject<'speech-engine'> = async ({ name, settings }) => {
  if (!isEngineName(name)) throw new EfirError('engine-unknown', { engine: name, known: '' });
  const adapter = await getEngine(name).load();
  const engine = await adapter.load(settings);
  return {
    description: engine.description,
    answer: (_question, input, signal) => recognise(engine, input as RecogniseInput, signal),
    close: () => engine.close(),
  };
};

async function recognise(
  engine: SpeechEngine,
  { samples, options }: RecogniseInput,
  signal: AbortSignal,
): Promise<RecognisedPiece> {
  if (samples.length === 0) return { text: '', words: [] };
  const seconds = samples.length / sampleRate;
  const { maxPieceSeconds } = engine.description;
  // Some engines drop the rest of a long piece without a word (whisper: after 30 s).
  if (seconds > maxPieceSeconds + 0.001) {
    const detail = `a piece of ${seconds.toFixed(1)} s, where ${maxPieceSeconds} s are allowed`;
    throw new EfirError('engine-failed', { detail });
  }
  return engine.recognise({ samples }, { ...options, signal });
}
