import type { EngineRequest, OpenedEngine, SpeechEngines } from '../ports/speech-engine.ts';
import { createChooser } from './choose-engine.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { createKindFetcher } from './fetch-kind.ts';
import { createDetectorFileFinder } from './find-detector-file.ts';
import { createHostPool } from './host-pool.ts';
import { createLanguageIdentifier } from './identify-language.ts';
import { createDetectorOpener } from './open-detector.ts';
import { openDiarizer } from './open-diarizer.ts';
import { assureMemory, openEngine } from './open-engine.ts';
import { createFailureMemory } from './remember-failures.ts';

export type { Missing, SpeechEnginesOptions } from './engines-options.ts';

/**
 * What computes on speech in this installation: one warm host per model, started when it is first needed and again by
 * the next question when it died. All hosts together stay within the memory and the cores they may have.
 */
export function createSpeechEngines(options: SpeechEnginesOptions): SpeechEngines {
  const closing = new AbortController();
  const chooser = createChooser(options, closing.signal);
  const hosts = createHostPool(options);
  const findModelFile = createDetectorFileFinder(options, closing.signal);
  const findInstalledFile = createDetectorFileFinder(
    { modelsDirectory: options.modelsDirectory },
    closing.signal,
  );
  const fetchKind = createKindFetcher(options, closing.signal);
  const failures = createFailureMemory();
  const { detector = 'energy', logger } = options;
  return {
    open: async (request: EngineRequest, signal?: AbortSignal): Promise<OpenedEngine> => {
      const choice = await chooser.choose(request, signal);
      const engine = await openEngine(options, hosts, choice, request, signal);
      return { engine, ...(choice.fallback ? { fallback: choice.fallback } : {}) };
    },
    openDetector: createDetectorOpener({ detector, hosts, findModelFile, findInstalledFile, logger }),
    openDiarizer: (signal) => openDiarizer({ ...options, fetchKind, failures }, hosts, signal),
    identifyLanguage: createLanguageIdentifier(options, hosts),
    check: async (request) => {
      const foreseen = await chooser.foresee(request);
      await assureMemory(options, foreseen);
      return foreseen;
    },
    close: async () => {
      closing.abort();
      await hosts.close();
    },
  };
}
