import { toEfirError } from '../../core/errors.ts';
import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { insertRecordings, type StoredUpload } from './insert-recordings.ts';
import type { Recording } from './recording.ts';

/** Writes uploads of the same moment down together: one transaction and one commit for many. */
export interface Intake {
  /** Resolves when the recording is committed. Rejects as `insertRecordings`. */
  store(tenantId: TenantId, upload: StoredUpload): Promise<Recording>;
}

interface Lane {
  readonly waiting: Pending[];
  underWay: number;
}

interface Pending {
  readonly upload: StoredUpload;
  readonly resolve: (recording: Recording) => void;
  readonly reject: (error: unknown) => void;
}

/** Transactions of one tenant at once: while one waits for the disk, the next one gathers. */
const atOnce = 2;
const batchSize = 50;

/**
 * An upload that comes alone is written at once; what comes while others are being written is the next batch, so that
 * nobody waits for company. One that cannot be written fails alone.
 */
export function openIntake(database: Database): Intake {
  const lanes = new Map<TenantId, Lane>();

  const pump = (tenantId: TenantId, lane: Lane) => {
    while (lane.underWay < atOnce && lane.waiting.length > 0) {
      lane.underWay += 1;
      void write(database, tenantId, lane.waiting.splice(0, batchSize)).then(() => {
        lane.underWay -= 1;
        if (lane.waiting.length > 0) pump(tenantId, lane);
        else if (lane.underWay === 0) lanes.delete(tenantId);
      });
    }
  };
  return {
    store: (tenantId, upload) =>
      new Promise<Recording>((resolve, reject) => {
        const lane = lanes.get(tenantId) ?? { waiting: [], underWay: 0 };
        lanes.set(tenantId, lane);
        lane.waiting.push({ upload, resolve, reject });
        pump(tenantId, lane);
      }),
  };
}

/** Never rejects: each upload is told for itself. */
async function write(database: Database, tenantId: TenantId, batch: readonly Pending[]): Promise<void> {
  try {
    const uploads = batch.map((item) => item.upload);
    const recordings = await database.withTenant(tenantId, (tx) => insertRecordings(tx, uploads));
    for (const [place, item] of batch.entries()) item.resolve(recordings[place] as Recording);
  } catch (error) {
    // Where a commit is in doubt, writing again could make a second recording of the same id: each asks for its own.
    const inDoubt = toEfirError(error).code === 'database-unreachable';
    if (batch.length === 1 || inDoubt) for (const item of batch) item.reject(error);
    else for (const item of batch) await write(database, tenantId, [item]);
  }
}
