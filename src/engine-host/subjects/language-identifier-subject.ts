import { EfirError } from '../../core/errors.ts';
import type { LoadSubject } from './subject.ts';

/** What `identify` is asked with; the answer is a code, or nothing. */
export interface IdentifyInput {
  readonly samples: Float32Array;
}

/** Adapters that can tell a language by its sound, by the name that a load gives. */
const identifiers = {
  'sherpa-onnx': async () => await import('../../adapters/speech-engine/sherpa-onnx/language-identifier.ts'),
} as const;

export const loadIdentifier: LoadSubject<'language-identifier'> = async ({ name, settings }) => {
  if (name !== 'sherpa-onnx') {
    throw new EfirError('engine-unknown', { engine: name, known: Object.keys(identifiers).join(', ') });
  }
  const { loadLanguageIdentifier } = await identifiers[name]();
  const identifier = await loadLanguageIdentifier(settings);
  return {
    description: { model: settings.model },
    answer: async (_question, input) => identifier.identify(input as IdentifyInput),
    close: async () => {},
  };
};
