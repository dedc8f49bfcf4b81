// A coordinator beside which programs of others work: its shared folder, its blob store, and a stranger at its broker.
//
//   let world: ForeignWorld;
//   beforeEach(async () => { world = await startForeignWorld(); });
//   afterEach(() => world.close());

import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFileBlobStore } from '../../src/adapters/blob-store/file/file-blob-store.ts';
import { createInProcessHub } from '../../src/adapters/broker/in-process/in-process-broker.ts';
import type { CoordinatorConfig } from '../../src/apps/coordinator/coordination.ts';
import { startCoordinator } from '../../src/apps/coordinator/start-coordinator.ts';
import type { Role } from '../../src/apps/role.ts';
import type { WorkerTask } from '../../src/apps/worker/run-attempt.ts';
import { startWorker } from '../../src/apps/worker/start-worker.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createMetrics } from '../../src/core/metrics.ts';
import { createTranscriptionRules } from '../../src/domain/media/index.ts';
import type { BlobStore } from '../../src/ports/blob-store.ts';
import type { Broker } from '../../src/ports/broker.ts';
import { resultQueue } from '../../src/wire/names.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { idleEngines, idleMedia, makeSegment, makeSuccess } from './work.ts';

export type Fields = Record<string, unknown>;

export interface ForeignWorld {
  readonly db: TestDatabase;
  readonly tenant: TenantId;
  readonly blobs: BlobStore;
  /** Below it the shared root and the blob store lie. */
  readonly folder: string;
  readonly sharedRoot: string;
  /** A connection of somebody else. */
  readonly stranger: Broker;
  /** What is written on the queue of results. */
  readonly results: readonly Fields[];
  /** Bytes that a message of ours may have. */
  largestMessage: number;
  addCoordinator(config?: Partial<CoordinatorConfig>): Promise<Role>;
  /** A worker of ours; its standard task says how long its file is. */
  addWorker(task?: WorkerTask): Promise<Role>;
  closeRole(role: Role): Promise<void>;
  /** `queue count` of what was set aside. */
  listDropped(): Promise<string[]>;
  close(): Promise<void>;
}

export async function startForeignWorld(): Promise<ForeignWorld> {
  const db = await createTestDatabase();
  const tenant = await db.createTenant();
  const hub = createInProcessHub();
  const stranger = hub.connect();
  const metrics = createMetrics({ processMetrics: false });
  const folder = await mkdtemp(join(tmpdir(), 'efir-foreign-'));
  const sharedRoot = join(folder, 'shared');
  await mkdir(sharedRoot);
  const blobs = createFileBlobStore(pathToFileURL(join(folder, 'blobs')).href);
  const roles: Role[] = [];
  const results: Fields[] = [];
  const readers = { group: 'producers', prefetch: 10 };
  await stranger.consume(resultQueue('transcribe'), readers, async (delivery) => {
    results.push(delivery.message as Fields);
  });
  const connect = (largestMessage: number): Broker => {
    const broker = hub.connect();
    return { ...broker, capabilities: { ...broker.capabilities, largestMessage } };
  };
  const keep = (role: Role) => {
    roles.push(role);
    return role;
  };
  const shared = { logger: silentLogger, metrics };
  const world: ForeignWorld = {
    ...{ db, tenant, blobs, folder, sharedRoot, stranger, results },
    largestMessage: Number.MAX_SAFE_INTEGER,
    addCoordinator: async (config = {}) =>
      keep(
        await startCoordinator({
          ...shared,
          database: db.database,
          broker: connect(world.largestMessage),
          rules: [createTranscriptionRules({ blobs, maxDuration: 3600 })],
          config: { taskLease: 10, sharedRoot, foreignTenant: tenant, maxFileSize: 1_000_000, ...config },
          foreign: { blobs },
        }),
      ),
    addWorker: async (task = makeTask()) =>
      keep(
        await startWorker({
          ...shared,
          broker: hub.connect(),
          media: idleMedia,
          engines: idleEngines,
          tasks: [task],
          config: { workerSlots: 2, taskLease: 10 },
          folders: [join(folder, 'blobs')],
        }),
      ),
    async closeRole(role) {
      roles.splice(roles.indexOf(role), 1);
      await role.close();
    },
    listDropped: async () =>
      (await metrics.messagesDropped.get()).values.map(
        ({ labels, value }) => `${labels.queue_name} ${value}`,
      ),
    async close() {
      for (const role of roles.splice(0).reverse()) await role.close();
      await stranger.close();
      await db.close();
      await rm(folder, { recursive: true });
    },
  };
  return world;
}

/** Says how long its file is, in as many words as asked. */
export function makeTask(words = 1): WorkerTask {
  return {
    kind: 'transcribe',
    version: 1,
    timeLimit: 60,
    retry: { retries: 0, delay: 1, maxDelay: 1, special: {} },
    async *run(_context, message) {
      const { length } = await readFile(message.file_path);
      const segment = makeSegment(0);
      const text = Array.from({ length: words }, () => `${length}`).join(' ');
      yield { ...segment, segments: segment.segments.map((one) => ({ ...one, text })) };
      yield makeSuccess(1);
    },
  };
}
