import type { ModelFamily } from './catalogue.ts';
import { type InstalledModel, listInstalledModels } from './installed-models.ts';

/**
 * The fastest installed model that knows the language; for a language left open, one that knows several. Families
 * differ more than sizes: one pass over the sound (CTC) is faster than a transducer, and that is faster than a decoder
 * that writes word after word.
 */
export async function findFastestModel(
  modelsDirectory: string,
  language: string | undefined,
): Promise<InstalledModel | undefined> {
  const installed = await listInstalledModels(modelsDirectory);
  const fitting = installed.filter(({ languages }) => {
    if (languages === 'any') return true;
    return language === undefined ? languages.length > 1 : languages.includes(language);
  });
  return fitting.toSorted((one, other) => rank(one) - rank(other) || one.bytes - other.bytes)[0];
}

const families: readonly ModelFamily[] = ['nemo-ctc', 'moonshine', 'nemo-transducer', 'whisper'];

function rank({ family }: InstalledModel): number {
  return family === undefined ? families.length : families.indexOf(family);
}
