import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { createScriptedWork } from '../../../test/support/work.ts';
import { createFileBlobStore } from '../../adapters/blob-store/file/file-blob-store.ts';
import { createInProcessHub } from '../../adapters/broker/in-process/in-process-broker.ts';
import { silentLogger } from '../../core/logger.ts';
import { createMetrics, type Metrics } from '../../core/metrics.ts';
import type { Role } from '../role.ts';
import { startCoordinator } from './start-coordinator.ts';

let db: TestDatabase;
let folder: string;
const roles: Role[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'efir-upkeep-'));
});
afterAll(async () => {
  for (const role of roles) await role.close();
  await db.close();
  await rm(folder, { recursive: true });
});

async function start(sweepMend: boolean): Promise<{ role: Role; metrics: Metrics }> {
  const metrics = createMetrics({ processMetrics: false });
  const role = await startCoordinator({
    database: db.database,
    broker: createInProcessHub().connect(),
    rules: [createScriptedWork().rules],
    config: { taskLease: 30 },
    upkeep: {
      blobs: createFileBlobStore(pathToFileURL(folder).href),
      config: { sweepMend, retention: { audioDays: null, transcriptDays: null, taskDays: null } },
    },
    logger: silentLogger,
    metrics,
  });
  roles.push(role);
  return { role, metrics };
}

const readTimetables = () =>
  db.query<{ name: string; future: boolean }>(
    'select name, next_at > now() as future from timetables order by name',
  );
const makeDue = (name: string) =>
  db.query(
    `update timetables set next_at = date_trunc('second', now()) - interval '3 days' where name = $1`,
    [name],
  );
const readRuns = (name: string) =>
  db.query<{ finished_at: Date | null; result: Record<string, unknown> | null; tries: number }>(
    `select r.finished_at, r.result, r.tries from timetable_runs r join timetables t on t.id = r.timetable_id
     where t.name = $1 order by r.due_at`,
    [name],
  );
const lastResult = async (name: string) => (await readRuns(name)).at(-1)?.result;

const patience = { timeout: 40_000, interval: 300 };

describe('the upkeep of a coordinator', () => {
  it('has its timetables, and does what was missed once, as one of several', async () => {
    const blobs = createFileBlobStore(pathToFileURL(folder).href);
    const tenant = await db.createTenant();
    const key = `tenants/${tenant}/recordings/01900000-0000-7000-8000-00000000dead/audio`;
    await blobs.put(key, Readable.from([Buffer.from('12345')]), { maxBytes: 10 });
    await utimes(blobs.filePath(key) ?? '', new Date(0), new Date(0));

    const { role, metrics } = await start(false);
    await start(false);
    await expect.poll(readTimetables, patience).toEqual([
      { name: 'forget-chats', future: true },
      { name: 'forget-uploads', future: true },
      { name: 'retention', future: true },
      { name: 'sweep', future: true },
    ]);
    await makeDue('sweep');
    await makeDue('retention');
    await makeDue('forget-uploads');
    await expect.poll(() => lastResult('sweep'), patience).toMatchObject({ orphans: 1, deleted: 0 });
    await expect.poll(() => lastResult('retention'), patience).toMatchObject({ audio: 0 });
    await expect
      .poll(() => lastResult('forget-uploads'), patience)
      .toEqual({ uploads: 0, deleted: 0, restored: 0 });
    expect([await readRuns('sweep'), await readRuns('retention')]).toMatchObject([
      [{ tries: 1 }],
      [{ tries: 1 }],
    ]);
    expect((await readTimetables()).map((one) => one.future)).toEqual([true, true, true, true]);
    expect(await blobs.stat(key)).toBeDefined();
    const told = await metrics.registry.getSingleMetricAsString('blobs_without_recording');
    expect(told).toMatch(/blobs_without_recording [01]$/m);

    // All close; what a run left open is taken over by the next leader, which may mend.
    for (const one of roles.splice(0)) await one.close();
    expect(role.name).toBe('coordinator');
    await db.query(`update timetable_runs set finished_at = null, result = null where result ? 'orphans'`);
    await start(true);
    await expect.poll(() => lastResult('sweep'), patience).toMatchObject({ orphans: 1, deleted: 1 });
    expect(await readRuns('sweep')).toMatchObject([{ tries: 2 }]);
    expect(await blobs.stat(key)).toBeUndefined();
  }, 120_000);
});
