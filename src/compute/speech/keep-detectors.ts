import type { SpeechDetector } from '../../ports/speech-detector.ts';
import type { Fallback, SpeechEngines } from '../../ports/speech-engine.ts';

/** The detectors of one recording, one for each channel that is heard by itself; all are closed at its end. */
export interface KeptDetectors extends AsyncDisposable {
  /** Rejects as `SpeechEngines.openDetector`. */
  open(signal?: AbortSignal, wanted?: string): Promise<SpeechDetector>;
  /** Why another detector stands in, where one does. */
  readonly fallback: Fallback | undefined;
}

export function keepDetectors(engines: Pick<SpeechEngines, 'openDetector'>): KeptDetectors {
  const opened: SpeechDetector[] = [];
  let fallback: Fallback | undefined;
  return {
    open: async (signal, wanted) => {
      const one = await engines.openDetector(signal, wanted);
      opened.push(one.detector);
      fallback = one.fallback;
      return one.detector;
    },
    get fallback() {
      return fallback;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((detector) => detector.close()));
    },
  };
}
