import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isModelName, listEveryInstalledModel, tellNotInstalled } from './installed-models.ts';
import { readModelsLock, unpinModel } from './lock-file.ts';
import { toModelError } from './model-error.ts';

/**
 * Removes an installed model, also a damaged one that is pinned; of one that was added as a link the link only. Who has
 * it loaded keeps it until then. Rejects with `model-unknown` {model, known}, `data-directory-unusable`.
 */
export async function removeModel(modelsDirectory: string, name: string): Promise<void> {
  const installed = await listEveryInstalledModel(modelsDirectory);
  const pinned = Object.hasOwn(await readModelsLock(modelsDirectory), name);
  if (!isModelName(name) || !(pinned || installed.some((model) => model.name === name)))
    throw tellNotInstalled(name, installed);
  const place = join(modelsDirectory, name);
  const leaving = join(modelsDirectory, `.remove-${name}-${process.pid}`);
  try {
    // In one step: nobody finds half a model.
    await rename(place, leaving).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'ENOENT') throw thrown;
    });
    await unpinModel(modelsDirectory, name);
    await rm(leaving, { recursive: true, force: true });
  } catch (thrown) {
    throw toModelError(thrown, undefined);
  }
}
