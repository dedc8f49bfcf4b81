import { toEfirError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import type { EngineRequest, SpeechEngine, SpeechEngines } from '../../../ports/speech-engine.ts';

/** What hears a piece. */
export type Listening = Pick<SpeechEngine, 'description' | 'recognise'>;

export interface EngineRouter {
  /** The best installed engine for the language; the one that was opened first where it is as good, or no other can. */
  getEngine(language: string | undefined): Promise<Listening>;
  /** An engine that failed is not asked for again. */
  distrust(engine: Listening): void;
}

export interface RouterOptions {
  readonly engines: Pick<SpeechEngines, 'open' | 'check'>;
  readonly opened: Listening;
  readonly request: EngineRequest;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
}

/** Opens engines for languages as they are met, each once. What was named in the request is never replaced. */
export function createEngineRouter(options: RouterOptions): EngineRouter {
  const { opened, request } = options;
  const known = new Map<string, Promise<Listening>>();
  const distrusted = new Set<Listening>();
  const named = request.engine !== undefined || request.model !== undefined;
  const find = (language: string): Promise<Listening> => {
    const found = known.get(language) ?? openFor(options, language);
    known.set(language, found);
    return found;
  };
  return {
    getEngine: async (language) => {
      if (named || language === undefined) return opened;
      const engine = await find(language);
      return distrusted.has(engine) ? opened : engine;
    },
    distrust: (engine) => void distrusted.add(engine),
  };
}

/** Only what is there already counts: nothing is fetched, and no stand-in taken, in the middle of a recording. */
async function openFor(
  { engines, opened, request, logger, signal }: RouterOptions,
  language: string,
): Promise<Listening> {
  try {
    const [first, best] = await Promise.all([
      engines.check(request),
      engines.check({ ...request, language }),
    ]);
    if (best.fallback || (first.engine === best.engine && first.model === best.model)) return opened;
    return (await engines.open({ ...request, language }, signal)).engine;
  } catch (thrown) {
    const error = toEfirError(thrown);
    if (error.code === 'cancelled') throw error;
    logger.info({ language, error: error.toRecord() }, 'no other engine for the language');
    return opened;
  }
}
