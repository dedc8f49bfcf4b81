import type { TenantId, UploadId } from '../../../core/ids.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Database } from '../../../db/database.ts';
import { findWholeUploads, finishUpload, type RecordingPorts } from '../../../domain/media/index.ts';

export interface FinishContext extends RecordingPorts {
  readonly database: Database;
  readonly maxFileSize: number;
}

/** Milliseconds that a sender waits for its recording: proxies cut connections that stay silent for longer. */
const patience = 20_000;
/** Milliseconds between two looks for uploads that nobody finished. */
const interval = 5_000;
const atOnce = 4;

/**
 * Makes a recording of an upload, and waits for that as long as a connection may be silent: after that it goes on by itself,
 * and the upload tells what came of it. Rejects as `finishUpload`.
 */
export async function finishWithin(context: FinishContext, tenantId: TenantId, id: UploadId): Promise<void> {
  const finishing = finishUpload(context.database, context, { tenantId, id, maxBytes: context.maxFileSize });
  // What fails later is written down with the upload.
  finishing.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([finishing, waited]).finally(() => clearTimeout(timer));
}

/** Finishes what a process that was killed, a full disk or a long recording left unfinished. */
export function finishUploads(context: FinishContext, logger: Logger): { close(): Promise<void> } {
  let working: Promise<void> | undefined;
  const look = async () => {
    for (const { id, tenantId } of await findWholeUploads(context.database, atOnce)) {
      try {
        await finishUpload(context.database, context, { tenantId, id, maxBytes: context.maxFileSize });
      } catch (error) {
        logger.warn({ error, upload_id: id, tenant_id: tenantId }, 'no recording could be made of an upload');
      }
    }
  };
  const timer = setInterval(() => {
    working ??= look()
      .catch((error: unknown) => logger.warn({ error }, 'whole uploads could not be looked for'))
      .finally(() => {
        working = undefined;
      });
  }, interval);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await working;
    },
  };
}
