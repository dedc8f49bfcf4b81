import { type EfirError, toEfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { sleep } from '../../core/time.ts';
import type { EngineDescription, SpeechEngines } from '../../ports/speech-engine.ts';

/** The engine that jobs get when they name none, loaded before the first of them comes. */
export interface WarmEngine {
  /** Once it is loaded. */
  readonly description: EngineDescription | undefined;
  /** Why it could not be loaded the last time. */
  readonly failure: EfirError | undefined;
  close(): Promise<void>;
}

/** Milliseconds until loading is tried again. */
const firstPause = 1_000;
const longestPause = 60_000;

export function keepWarm(engines: SpeechEngines, logger: Logger): WarmEngine {
  const closing = new AbortController();
  let description: EngineDescription | undefined;
  let failure: EfirError | undefined;

  const load = async () => {
    for (let pause = firstPause; !closing.signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      try {
        const { engine } = await engines.open({}, closing.signal);
        description = engine.description;
        failure = undefined;
        logger.info({ engine: description.engine, model: description.model }, 'the model is loaded');
        return;
      } catch (thrown) {
        if (closing.signal.aborted) return;
        failure = toEfirError(thrown);
        logger.warn({ error: failure }, 'the model could not be loaded');
        await sleep(pause, closing.signal).catch(() => {});
      }
    }
  };
  const loading = load();

  return {
    get description() {
      return description;
    },
    get failure() {
      return failure;
    },
    close: async () => {
      closing.abort();
      await loading;
    },
  };
}
