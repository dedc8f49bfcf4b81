import { EfirError } from '../../core/errors.ts';
import type { DetectorSettings, SpeechDetector, SpeechDetectorAdapter } from '../../ports/speech-detector.ts';
import type { LoadSubject } from './subject.ts';

/** What the loaded thing says of itself. */
export type DetectorDescription = Pick<SpeechDetector, 'name' | 'frameLength'>;

/** What `judge` is asked with; the answer is one flag for each frame, or nothing where the samples before are missing. */
export interface JudgeInput {
  /** Which recording is heard: an id that the asker made. */
  readonly listening: string;
  /** Samples of it that were judged already. */
  readonly heard: number;
  readonly samples: Float32Array;
  /** Heard first, to get used to the recording; for one that another host has begun with. */
  readonly before?: Float32Array;
}

/** What `close` is asked with. */
export interface CloseInput {
  readonly listening: string;
}

/** Adapters with a model, by the name that a load gives. */
const detectors: Readonly<Record<string, () => Promise<SpeechDetectorAdapter>>> = {
  silero: async () =>
    (await import('../../adapters/speech-detector/silero/silero-detector.ts')).sileroDetector,
};

/** Hears several recordings at once, each with a detector of its own. */
export const loadSpeechDetector: LoadSubject<'speech-detector'> = async ({ name, settings }) => {
  const adapter = await detectors[name]?.();
  if (!adapter)
    throw new EfirError('engine-unknown', { engine: name, known: Object.keys(detectors).join(', ') });
  const description = await describe(adapter, settings);
  const listenings = new Map<string, Listening>();

  const judge = async (input: JudgeInput, signal: AbortSignal): Promise<Uint8Array | undefined> => {
    const known = listenings.get(input.listening);
    const fits = known?.heard === input.heard;
    if (!fits && input.heard > 0 && !input.before) return undefined;
    if (known && !fits) await forget(listenings, input.listening);
    const listening = fits ? known : { detector: await adapter.load(settings), heard: input.heard };
    if (!fits && input.before) await listening.detector.judge(input.before, signal);
    listenings.set(input.listening, listening);
    listening.heard += input.samples.length;
    return listening.detector.judge(input.samples, signal);
  };

  return {
    description,
    answer: async (question, input, signal) =>
      question === 'close'
        ? forget(listenings, (input as CloseInput).listening)
        : judge(input as JudgeInput, signal),
    close: async () => {
      for (const id of [...listenings.keys()]) await forget(listenings, id);
    },
  };
};

interface Listening {
  readonly detector: SpeechDetector;
  heard: number;
}

/** Makes one and lets it hear a frame: what is wrong with a file shows now. */
async function describe(
  adapter: SpeechDetectorAdapter,
  settings: DetectorSettings,
): Promise<DetectorDescription> {
  const detector = await adapter.load(settings);
  await detector.judge(new Float32Array(detector.frameLength));
  await detector.close();
  return { name: detector.name, frameLength: detector.frameLength };
}

async function forget(listenings: Map<string, Listening>, id: string): Promise<void> {
  const listening = listenings.get(id);
  listenings.delete(id);
  await listening?.detector.close();
}
