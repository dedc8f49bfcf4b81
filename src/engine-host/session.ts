import { EfirError, toEfirError } from '../core/errors.ts';
import { sampleRate } from '../ports/media-tool.ts';
import type { RecognisedPiece, SpeechEngine } from '../ports/speech-engine.ts';
import { getEngine, isEngineName } from './engines.ts';
import type { FromHost, ToHost } from './protocol.ts';

/** The host's side of the talk: one engine, any number of pieces at once, each of which may be cancelled. */
export function startSession(send: (message: FromHost) => void, end: () => void) {
  const running = new Map<number, AbortController>();
  let engine: SpeechEngine | undefined;

  const handlers: { [Type in ToHost['type']]: (message: Extract<ToHost, { type: Type }>) => Promise<void> } =
    {
      load: async ({ engine: name, settings }) => {
        try {
          if (!isEngineName(name)) throw new EfirError('engine-unknown', { engine: name, known: '' });
          const adapter = await getEngine(name).load();
          engine = await adapter.load(settings);
          send({ type: 'ready', description: engine.description });
        } catch (thrown) {
          send({ type: 'refused', error: toEngineError(thrown).toRecord() });
        }
      },
      recognise: async ({ id, samples, language }) => {
        const controller = new AbortController();
        running.set(id, controller);
        try {
          const piece = await recognise(engine, samples, language, controller.signal);
          send({ type: 'recognised', id, piece });
        } catch (thrown) {
          send({ type: 'failed', id, error: toEngineError(thrown, controller.signal).toRecord() });
        } finally {
          running.delete(id);
        }
      },
      cancel: async ({ id }) => running.get(id)?.abort(),
      close: async () => {
        for (const controller of running.values()) controller.abort();
        await engine?.close();
        end();
      },
    };

  return {
    take: (message: ToHost): void => {
      const handle = handlers[message.type] as (message: ToHost) => Promise<void>;
      void handle(message);
    },
  };
}

async function recognise(
  engine: SpeechEngine | undefined,
  samples: Float32Array,
  language: string | undefined,
  signal: AbortSignal,
): Promise<RecognisedPiece> {
  if (!engine) throw new EfirError('engine-failed', { detail: 'no model is loaded' });
  if (samples.length === 0) return { text: '', words: [] };
  const seconds = samples.length / sampleRate;
  const { maxPieceSeconds } = engine.description;
  // Some engines drop the rest of a long piece without a word (whisper: after 30 s).
  if (seconds > maxPieceSeconds + 0.001) {
    const detail = `a piece of ${seconds.toFixed(1)} s, where ${maxPieceSeconds} s are allowed`;
    throw new EfirError('engine-failed', { detail });
  }
  return engine.recognise({ samples }, { signal, ...(language === undefined ? {} : { language }) });
}

/** Anything unforeseen in an engine is the engine's failure, not a fault of ours to be reported as `internal`. */
function toEngineError(thrown: unknown, signal?: AbortSignal): EfirError {
  if (signal?.aborted) return new EfirError('cancelled');
  const error = toEfirError(thrown);
  if (error.code !== 'internal') return error;
  return new EfirError('engine-failed', { detail: String(error.args['detail'] ?? '') });
}
