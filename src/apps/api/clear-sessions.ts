import type { Logger } from '../../core/logger.ts';
import type { Database } from '../../db/database.ts';
import { forgetOver } from '../../domain/identity/index.ts';
import { clearEndedSessions } from '../../domain/media/index.ts';
import type { BlobStore } from '../../ports/blob-store.ts';

const interval = 60_000;

/** Deletes upload sessions, and what people and clients were signed in by, once they are over, a minute apart. Closing waits for what is being deleted. */
export function clearSessions(
  database: Database,
  ports: { blobs: BlobStore },
  logger: Logger,
): { close(): Promise<void> } {
  let clearing = Promise.resolve();
  const clear = async () => {
    try {
      await forgetOver(database);
      const count = await clearEndedSessions(database, ports);
      if (count > 0) logger.info({ count }, 'upload sessions ended');
    } catch (error) {
      logger.warn({ error }, 'sessions that are over could not be cleared');
    }
  };
  const timer = setInterval(() => {
    clearing = clearing.then(clear);
  }, interval);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await clearing;
    },
  };
}
