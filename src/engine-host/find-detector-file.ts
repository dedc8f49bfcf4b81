import { join } from 'node:path';
import { detectorModel, soleFiles } from '../models/catalogue.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { createKindFetcher } from './fetch-kind.ts';

/** Milliseconds that a recording waits for two megabytes. */
const patience = 10_000;

/**
 * Makes what finds the file of the model that tells speech from all else, and fetches it where that is allowed. Rejects
 * with `model-missing`, `model-download-failed`, `cancelled`.
 */
export function createDetectorFileFinder(
  options: Pick<SpeechEnginesOptions, 'modelsDirectory' | 'prepare'>,
  closing: AbortSignal,
) {
  const fetchKind = createKindFetcher(options, closing);
  const wanted = { kind: 'speech-detector', model: detectorModel, patience } as const;
  return async (signal?: AbortSignal): Promise<string> =>
    join((await fetchKind(wanted, signal)).directory, soleFiles[wanted.kind]);
}
