import type pg from 'pg';
import { EfirError } from '../core/errors.ts';
import { useClient } from './client.ts';
import { listMigrations, migrationSchema, migrationTable } from './migration-files.ts';

/** Refuses, with `database-schema-old` {missing}, a database that lacks migrations of this program. */
export async function assertSchemaCurrent(url: string): Promise<void> {
  const applied = await useClient(url, 'efir check schema', readApplied);
  const missing = (await listMigrations()).map((file) => file.name).filter((name) => !applied.has(name));
  if (missing.length > 0) throw new EfirError('database-schema-old', { missing: missing.join(', ') });
}

async function readApplied(client: pg.Client): Promise<Set<string>> {
  const { rows: there } = await client.query(
    `select from pg_class join pg_namespace on pg_namespace.oid = relnamespace join pg_roles on rolname = 'efir_app'
     where nspname = $1 and relname = $2 and has_table_privilege(pg_roles.oid, pg_class.oid, 'select')`,
    [migrationSchema, migrationTable],
  );
  if (there.length === 0) return new Set();
  await client.query('begin read only');
  await client.query('set local role efir_app');
  const { rows } = await client.query<{ name: string }>(
    `select name from ${migrationSchema}.${migrationTable}`,
  );
  await client.query('commit');
  return new Set(rows.map((row) => row.name));
}
