import { join } from 'node:path';
import { EfirError } from '../core/errors.ts';
import { detectorModel, soleFiles } from '../models/catalogue.ts';
import { findModelOfKind } from '../models/installed-models.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { createPreparer } from './prepare.ts';

/** Milliseconds that a recording waits for two megabytes; they go on coming for the next one. */
const patience = 10_000;

/**
 * Makes what finds the file of the model that tells speech from all else, and fetches it where that is allowed. Rejects
 * with `model-missing`, `model-download-failed`, `cancelled`.
 */
export function createDetectorFileFinder(
  options: Pick<SpeechEnginesOptions, 'modelsDirectory' | 'prepare'>,
  closing: AbortSignal,
) {
  const preparer = createPreparer(options.prepare, closing);
  const missing = { engine: 'sherpa-onnx', model: detectorModel } as const;
  const find = async (): Promise<string | undefined> => {
    const kind = 'speech-detector';
    const model = await findModelOfKind(options.modelsDirectory, kind);
    return model && join(model.directory, soleFiles[kind]);
  };
  return async (signal?: AbortSignal): Promise<string> => {
    const present = await find();
    if (present !== undefined) return present;
    await waitFor(preparer.prepare(missing, closing), signal);
    const fetched = await find();
    if (fetched === undefined) throw new EfirError('model-missing', { model: detectorModel });
    return fetched;
  };
}

async function waitFor(fetching: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const late = { model: detectorModel, detail: `it has been coming for ${patience / 1000} s` };
  const timer = setTimeout(() => reject(new EfirError('model-download-failed', late)), patience);
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
