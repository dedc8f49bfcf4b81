import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { silentLogger } from '../core/logger.ts';
import { sleep } from '../core/time.ts';
import { openNotifyConnection } from './notify-connection.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('a connection that is lost while it begins to listen is made again once, and leaves none behind', async () => {
  const way = await openBadWay(db.url);
  const heard: string[] = [];
  const connection = await openNotifyConnection(way.url, silentLogger, (line) => heard.push(line));
  way.cutNextListeners(2);
  await expect
    .poll(async () => {
      await notify('back');
      return heard.length;
    }, patient)
    .toBeGreaterThan(0);
  expect(way.left()).toBe(0);
  // Had two tried to make it again, the other's would be there within a second, and everything be heard twice.
  await sleep(1_500);
  await notify('once');
  await expect.poll(() => heard, patient).toContain('once');
  await notify('the end');
  await expect.poll(() => heard, patient).toContain('the end');
  expect(heard.filter((line) => line === 'once')).toHaveLength(1);
  expect(way.countConnections()).toBe(1);
  await connection.close();
  await expect.poll(way.countConnections, patient).toBe(0);
  await way.close();
});

test('a first connection that is lost while it begins to listen is told, and not tried again', async () => {
  const way = await openBadWay(db.url);
  way.cutNextListeners(1);
  const opening = openNotifyConnection(way.url, silentLogger, () => {});
  await expect(opening).rejects.toMatchObject({ code: 'database-unreachable' });
  expect([way.left(), way.countConnections()]).toEqual([0, 0]);
  await way.close();
});

const notify = (line: string) => db.query(`select pg_notify('efir', $1)`, [`somebody\n${line}`]);

const patient = { timeout: 30_000, interval: 100 };

/** A way to the database that is cut when a connection asks to listen, as often as is wished, and at once as well. */
async function openBadWay(url: string) {
  const folder = await mkdtemp(join(tmpdir(), 'efir-way-'));
  const { hostname } = new URL(url);
  const target = join(decodeURIComponent(hostname), '.s.PGSQL.5432');
  const sockets = new Set<Socket>();
  let left = 0;
  const server: Server = createServer((inner) => {
    const outer = connect(target);
    const destroy = () => {
      sockets.delete(inner);
      inner.destroy();
      outer.destroy();
    };
    sockets.add(inner);
    for (const socket of [inner, outer]) socket.on('error', () => {}).on('close', destroy);
    outer.pipe(inner);
    inner.on('data', (bytes) => {
      if (left === 0 || !bytes.includes('listen efir')) return void outer.write(bytes);
      left -= 1;
      destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(join(folder, '.s.PGSQL.5432'), resolve));
  return {
    url: url.replace(hostname, encodeURIComponent(folder)),
    left: () => left,
    countConnections: () => sockets.size,
    cutNextListeners(times: number) {
      left = times;
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
