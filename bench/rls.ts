// What row-level security costs: the latest 50 recordings of a tenant among 1,000,000 of 1,000 tenants, read as the
// application reads them, beside the same list by an explicit `where tenant_id = …` past row-level security.

import { sql } from 'kysely';
import type pg from 'pg';
import type { TenantId } from '../src/core/ids.ts';
import { silentLogger } from '../src/core/logger.ts';
import { useClient } from '../src/db/client.ts';
import { connectDatabase } from '../src/db/connect.ts';
import { openOwnDatabase } from './own-database.ts';
import { type Figure, median, report } from './report.ts';

const rows = 1_000_000;
const tenants = 1_000;
const rounds = 1_000;
const highestRatio = 1.3;

const list = 'select id, file_name, state, created_at from recordings';
const latest = 'order by created_at desc, id desc limit 50';

await using server = await openOwnDatabase({ fsync: 'off', autovacuum: 'off' });
await fill(server.migrationUrl);
const tenantIds = await readTenants(server.migrationUrl);
report('rls', [
  ...(await measureList(server.url, server.migrationUrl, tenantIds)),
  await measureTransactions(server.url, server.migrationUrl, tenantIds),
]);

/** Rows of all tenants lie mixed, as they come in; foreign keys are not the question here. */
async function fill(url: string): Promise<void> {
  await useClient(url, 'efir bench', async (client) => {
    await client.query(`set session_replication_role = 'replica'`);
    await client.query(
      `insert into tenants (id, name) select gen_random_uuid(), n from generate_series(1, ${tenants}) n`,
    );
    await client.query(`
      with numbered as (select id, row_number() over () - 1 as number from tenants)
      insert into recordings (tenant_id, id, state, file_name, bytes, blob_key, request_id, trace, created_at)
      select numbered.id, gen_random_uuid(), 'succeeded', 'recording ' || n || '.ogg', n, 'key ' || n, '', '',
        timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(1, ${rows}) n join numbered on number = (n::bigint * 7919) % ${tenants}`);
    await client.query('vacuum analyze recordings');
  });
}

async function readTenants(url: string): Promise<TenantId[]> {
  return useClient(url, 'efir bench', async (client) => {
    const found = await client.query<{ id: TenantId }>('select id from tenants order by id');
    return found.rows.map((row) => row.id);
  });
}

/** The list alone, on sessions that already are what they are: the question and the answer, then the server's part. */
async function measureList(url: string, ownerUrl: string, tenantIds: readonly TenantId[]): Promise<Figure[]> {
  return useClient(url, 'efir bench', (app) =>
    useClient(ownerUrl, 'efir bench', async (owner) => {
      await app.query('set role efir_app');
      const secured = async (tenant: TenantId, prefix: string) => {
        await app.query(`select set_config('app.tenant_id', $1, false)`, [tenant]);
        return time(() => app.query(`${prefix}${list} ${latest}`));
      };
      const explicit = async (tenant: TenantId, prefix: string) => {
        await owner.query(`select set_config('app.tenant_id', $1, false)`, [tenant]);
        return time(() => owner.query(`${prefix}${list} where tenant_id = '${tenant}' ${latest}`));
      };
      const trip = await alternate(tenantIds, async (tenant) => {
        const [figure, baseline] = [await secured(tenant, ''), await explicit(tenant, '')];
        if (figure.result.rows.length !== 50 || baseline.result.rows.length !== 50)
          throw new Error('not 50 rows');
        return [figure.milliseconds, baseline.milliseconds];
      });
      const explain = 'explain (analyze, timing off, summary on, format json) ';
      const plans: Record<Part, Pair[]> = { 'Planning Time': [], 'Execution Time': [] };
      for (const part of ['Planning Time', 'Execution Time'] as const) {
        plans[part] = await alternate(tenantIds, async (tenant) => [
          serverTime((await secured(tenant, explain)).result, part),
          serverTime((await explicit(tenant, explain)).result, part),
        ]);
      }
      return [
        judge('latest 50, there and back', trip),
        inform('of that, planning in the server', plans['Planning Time']),
        inform('of that, execution in the server', plans['Execution Time']),
      ];
    }),
  );
}

/** As the program does it: a transaction with role and tenant, beside a transaction without. */
async function measureTransactions(
  url: string,
  ownerUrl: string,
  tenantIds: readonly TenantId[],
): Promise<Figure> {
  const database = await connectDatabase({ url, logger: silentLogger, poolSize: 1 });
  try {
    return await useClient(ownerUrl, 'efir bench', async (owner) => {
      const pairs = await alternate(tenantIds, async (tenant) => {
        const figure = await time(() =>
          database.readTenant(tenant, (tx) => sql.raw(`${list} ${latest}`).execute(tx)),
        );
        const baseline = await time(async () => {
          await owner.query('begin read only');
          await owner.query(`${list} where tenant_id = $1 ${latest}`, [tenant]);
          await owner.query('commit');
        });
        return [figure.milliseconds, baseline.milliseconds];
      });
      return inform('whole read-only transaction, one statement and kysely more', pairs);
    });
  } finally {
    await database.close();
  }
}

type Pair = readonly [figure: number, baseline: number];

/** One after the other for many tenants, so that the machine's moods fall on both alike; the first tenth warms up. */
async function alternate(
  tenantIds: readonly TenantId[],
  measure: (tenant: TenantId) => Promise<Pair>,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const tenant = tenantIds[(round * 37) % tenantIds.length];
    if (tenant !== undefined) pairs.push(await measure(tenant));
  }
  return pairs.slice(rounds / 10);
}

function judge(name: string, pairs: readonly Pair[]): Figure {
  const figure = median(pairs.map((pair) => pair[0]));
  const baseline = median(pairs.map((pair) => pair[1]));
  const met = figure / baseline <= highestRatio;
  return { name, unit: 'ms', figure, baseline, aim: `ratio at most ${highestRatio}`, met };
}

/** A figure without an aim, to explain the others. */
function inform(name: string, pairs: readonly Pair[]): Figure {
  return { ...judge(name, pairs), aim: 'none', met: true };
}

async function time<Result>(work: () => Promise<Result>): Promise<{ result: Result; milliseconds: number }> {
  const began = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - began };
}

type Part = 'Planning Time' | 'Execution Time';

function serverTime(result: pg.QueryResult, part: Part): number {
  const [plan] = result.rows[0]['QUERY PLAN'] as [Record<Part, number>];
  return plan[part];
}
