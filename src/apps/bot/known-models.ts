import type { Database } from '../../db/database.ts';
import { listWorkerModels } from '../../work/list-worker-models.ts';
import type { BotWork } from './bot-work.ts';

/** Milliseconds for which what was read counts: models come and go with workers. */
const freshFor = 10_000;

const known = new WeakMap<Database, { readonly names: readonly string[]; readonly at: number }>();

/**
 * Reads which models workers have loaded. Before a transaction and never within one: it takes a connection of its own,
 * and handlers that hold all others would wait for each other.
 */
export async function learnWorkerModels({
  database,
  logger,
}: Pick<BotWork, 'database' | 'logger'>): Promise<void> {
  const before = known.get(database);
  if (before && performance.now() - before.at < freshFor) return;
  try {
    known.set(database, { names: await listWorkerModels(database), at: performance.now() });
  } catch (error) {
    logger.debug({ error }, 'the models of workers could not be listed');
  }
}

/** What was read last. */
export function recallWorkerModels({ database }: Pick<BotWork, 'database'>): readonly string[] {
  return known.get(database)?.names ?? [];
}
