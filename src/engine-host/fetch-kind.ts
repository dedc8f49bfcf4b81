import { EfirError } from '../core/errors.ts';
import type { ModelKind } from '../models/catalogue.ts';
import { findModelOfKind, type InstalledModel } from '../models/installed-models.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { createPreparer } from './prepare.ts';

export interface KindWanted {
  readonly kind: Exclude<ModelKind, 'recogniser'>;
  /** The model of the catalogue that is fetched where there is none of the kind. */
  readonly model: string;
  /** Milliseconds that a recording waits for it; it goes on coming for the next one. */
  readonly patience: number;
}

/**
 * Makes what finds a model for something else than recognising, and fetches it where that is allowed: once for all who
 * wait, and not again for ten minutes where that failed. Rejects with `model-missing`, `model-download-failed`,
 * `model-corrupt`, `cancelled`.
 */
export function createKindFetcher(
  options: Pick<SpeechEnginesOptions, 'modelsDirectory' | 'prepare'>,
  closing: AbortSignal,
) {
  const preparer = createPreparer(options.prepare, closing);
  return async ({ kind, model, patience }: KindWanted, signal?: AbortSignal): Promise<InstalledModel> => {
    const present = await findModelOfKind(options.modelsDirectory, kind);
    if (present !== undefined) return present;
    const late = { model, detail: `it did not come within ${patience / 1000} s` };
    await waitFor(preparer.prepare({ engine: 'sherpa-onnx', model }, closing), { patience, late, signal });
    const fetched = await findModelOfKind(options.modelsDirectory, kind);
    if (fetched === undefined) throw new EfirError('model-missing', { model });
    return fetched;
  };
}

interface Waiting {
  readonly patience: number;
  readonly late: { readonly model: string; readonly detail: string };
  readonly signal: AbortSignal | undefined;
}

async function waitFor(fetching: Promise<unknown>, { patience, late, signal }: Waiting): Promise<void> {
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new EfirError('model-download-failed', { ...late })), patience);
  const abort = () => reject(new EfirError('cancelled'));
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([fetching, givenUp]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    fetching.catch(() => undefined);
  }
}
