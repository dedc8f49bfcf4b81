import type { Config } from '../../config/config.ts';
import { makeDataFolder } from '../../core/make-folder.ts';

/**
 * Makes the data directory that somebody chose, so that the start says what is wrong with it, and not the first
 * recording. Where it is the usual one, what can do without goes on without. Rejects as `makeDataFolder`.
 */
export async function ensureDataDirectory(
  config: Pick<Config, 'dataDirectory' | 'dataDirectoryChosen'>,
): Promise<void> {
  // Whoever starts the database later is a user of its own, and has to get in.
  if (config.dataDirectoryChosen) await makeDataFolder(config.dataDirectory, 0o711);
}
