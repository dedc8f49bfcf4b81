import { EfirError, toEfirError } from '../core/errors.ts';
import type { FromHost, Load, ToHost } from './protocol.ts';
import { loadDiarizer } from './subjects/diarizer-subject.ts';
import { loadIdentifier } from './subjects/language-identifier-subject.ts';
import { loadSpeechDetector } from './subjects/speech-detector-subject.ts';
import { loadSpeechEngine } from './subjects/speech-engine-subject.ts';
import type { LoadSubject, Subject } from './subjects/subject.ts';

const loaders: { readonly [Kind in Load['kind']]: LoadSubject<Kind> } = {
  'language-identifier': loadIdentifier,
  'speech-detector': loadSpeechDetector,
  'speech-engine': loadSpeechEngine,
  diarizer: loadDiarizer,
};

/** The host's side of the talk: one subject, any number of questions at once, each of which may be cancelled. */
export function startSession(send: (message: FromHost) => void, end: () => void) {
  const running = new Map<number, AbortController>();
  let subject: Subject | undefined;

  const handlers: { [Type in ToHost['type']]: (message: Extract<ToHost, { type: Type }>) => Promise<void> } =
    {
      load: async ({ load }) => {
        try {
          subject = await loadSubject(load);
          send({ type: 'ready', description: subject.description });
        } catch (thrown) {
          send({ type: 'refused', error: toEngineError(thrown).toRecord() });
        }
      },
      ask: async ({ id, question, input }) => {
        const controller = new AbortController();
        running.set(id, controller);
        try {
          if (!subject) throw new EfirError('engine-failed', { detail: 'no model is loaded' });
          const output = await subject.answer(question, input, controller.signal);
          send({ type: 'answered', id, output });
        } catch (thrown) {
          send({ type: 'failed', id, error: toEngineError(thrown, controller.signal).toRecord() });
        } finally {
          running.delete(id);
        }
      },
      cancel: async ({ id }) => running.get(id)?.abort(),
      close: async () => {
        for (const controller of running.values()) controller.abort();
        await subject?.close();
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

async function loadSubject(load: Load): Promise<Subject> {
  const loader = loaders[load.kind] as LoadSubject<Load['kind']> | undefined;
  if (!loader)
    throw new EfirError('engine-unknown', { engine: load.kind, known: Object.keys(loaders).join(', ') });
  return loader(load);
}

/** Anything unforeseen in an engine is the engine's failure, not a fault of ours to be reported as `internal`. */
function toEngineError(thrown: unknown, signal?: AbortSignal): EfirError {
  if (signal?.aborted) return new EfirError('cancelled');
  const error = toEfirError(thrown);
  if (error.code !== 'internal') return error;
  return new EfirError('engine-failed', { detail: String(error.args['detail'] ?? '') });
}
