import { EfirError } from '../../core/errors.ts';
import type { DiarizeOptions, DiarizerAdapter } from '../../ports/diarizer.ts';
import { sampleRate } from '../../ports/media-tool.ts';
import type { LoadSubject } from './subject.ts';

/** What `diarize` is asked with. */
export interface DiarizeInput {
  readonly samples: Float32Array;
  readonly options: Omit<DiarizeOptions, 'signal'>;
}

const diarizers: Readonly<Record<string, () => Promise<DiarizerAdapter>>> = {
  'sherpa-onnx': async () =>
    (await import('../../adapters/diarizer/sherpa-onnx/sherpa-onnx-diarizer.ts')).sherpaOnnxDiarizer,
  scripted: async () =>
    (await import('../../adapters/diarizer/scripted/scripted-diarizer.ts')).scriptedDiarizer,
};

export const loadDiarizer: LoadSubject<'diarizer'> = async ({ name, settings }) => {
  const getAdapter = diarizers[name];
  if (!getAdapter) {
    throw new EfirError('engine-unknown', { engine: name, known: Object.keys(diarizers).join(', ') });
  }
  const adapter = await getAdapter();
  const diarizer = await adapter.load(settings);
  const { maxBlockSeconds } = diarizer.description;
  return {
    description: diarizer.description,
    answer: async (_question, input, signal) => {
      const { samples, options } = input as DiarizeInput;
      if (samples.length > maxBlockSeconds * sampleRate) {
        const seconds = (samples.length / sampleRate).toFixed(1);
        const detail = `a block of ${seconds} s, where ${maxBlockSeconds} s are allowed`;
        throw new EfirError('engine-failed', { detail });
      }
      return diarizer.diarize({ samples }, { ...options, signal });
    },
    close: () => diarizer.close(),
  };
};
