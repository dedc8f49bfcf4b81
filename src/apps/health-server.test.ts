import { afterEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/support/database.ts';
import { createInMemoryBlobStore } from '../adapters/blob-store/in-memory/in-memory-blob-store.ts';
import { EfirError } from '../core/errors.ts';
import { createMetrics } from '../core/metrics.ts';
import { checkReadiness } from './api/check-readiness.ts';
import { type HealthServer, startHealthServer } from './health-server.ts';
import { judgeReadiness, type Readiness } from './role.ts';

let server: HealthServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const start = async (ready: () => Promise<Readiness>, port = 0) => {
  server = await startHealthServer({
    host: '127.0.0.1',
    port,
    role: { ready },
    metrics: createMetrics({ processMetrics: false }),
  });
  return server;
};

describe('a role alone', () => {
  test.each([
    ['ok', 200, 'ready'],
    ['degraded', 200, 'degraded'],
    ['failed', 503, 'unready'],
  ] as const)('with a dependency that is %s answers %i', async (state, status, sum) => {
    const { url } = await start(async () =>
      judgeReadiness({ broker: { state: 'ok' }, engine: { state, detail: 'x' } }),
    );
    const answer = await fetch(`${url}/ready`);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({
      state: sum,
      dependencies: { broker: { state: 'ok' }, engine: { state, detail: 'x' } },
    });
  });

  test('is alive while its checks fail, and says so', async () => {
    const { url } = await start(() => Promise.reject(new Error('secret detail')));
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'alive' });
    const ready = await fetch(`${url}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).not.toContain('secret');
  });

  test('gives its figures, and nothing else', async () => {
    const { url } = await start(async () => judgeReadiness({}));
    const metrics = await fetch(`${url}/metrics`);
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('queue_size');
    expect((await fetch(`${url}/v1/recordings`)).status).toBe(404);
    expect((await fetch(`${url}/health`, { method: 'POST' })).status).toBe(405);
  });

  test('says which port is taken', async () => {
    const { url } = await start(async () => judgeReadiness({}));
    const port = Number(new URL(url).port);
    const second = startHealthServer({
      host: '127.0.0.1',
      port,
      role: { ready: async () => judgeReadiness({}) },
      metrics: createMetrics({ processMetrics: false }),
    });
    await expect(second).rejects.toMatchObject({ code: 'port-in-use', args: { port } });
  });
});

describe('the api', () => {
  test('needs database and blobs; missing workers degrade it', async () => {
    const db = await createTestDatabase();
    const blobs = createInMemoryBlobStore();
    try {
      const look = () => checkReadiness({ database: db.database, blobs });
      expect(await look()).toMatchObject({
        state: 'degraded',
        dependencies: { workers: { state: 'degraded' } },
      });
      await db.query(
        "insert into workers (id, queues, slots, running, engine, model) values ('w', '{transcribe:tasks}', 1, 0, 'x', 'y')",
      );
      expect(await look()).toMatchObject({ state: 'ready' });
      await db.query("update workers set seen_at = now() - interval '16 s'");
      expect(await look()).toMatchObject({ state: 'degraded' });
      const broken = { ...blobs, check: () => Promise.reject(new Error('no disk')) };
      expect(await checkReadiness({ database: db.database, blobs: broken })).toMatchObject({
        state: 'unready',
        dependencies: { blobs: { state: 'failed' }, database: { state: 'ok' } },
      });
      const full = { check: () => Promise.reject(new EfirError('disk-full', { path: '/secret' })) };
      expect((await checkReadiness({ database: db.database, blobs: full })).dependencies['blobs']).toEqual({
        state: 'failed',
        detail: 'disk-full',
      });
    } finally {
      await db.close();
    }
  });

  test('without its database is not ready', async () => {
    const db = await createTestDatabase();
    await db.close();
    const answer = await checkReadiness({ database: db.database, blobs: createInMemoryBlobStore() });
    expect(answer.state).toBe('unready');
    expect(answer.dependencies['database']?.state).toBe('failed');
  });
});
