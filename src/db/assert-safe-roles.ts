import { EfirError } from '../core/errors.ts';
import { useClient } from './client.ts';

/**
 * Refuses, with `database-role-unsafe` {role, reason}, to serve with roles that row-level security does not bind:
 * the login role, `efir_app`, `efir_dispatcher` and `efir_identity` must be no superuser, must not bypass RLS, must not be or be
 * able to become the owner of a table, and the login role must do nothing without taking one of the other three.
 * `database-schema-old` when one of the three is not there at all.
 */
export async function assertSafeRoles(url: string): Promise<void> {
  const { faults, missing } = await useClient(url, 'efir check roles', async (client) => {
    const { rows: faults } = await client.query<{ role: string; reason: string }>(unsafeRoles);
    const { rows } = await client.query<{ missing: string }>(missingRoles);
    return { faults, missing: rows.map((row) => row.missing) };
  });
  const [fault] = faults;
  if (fault) throw new EfirError('database-role-unsafe', { role: fault.role, reason: fault.reason });
  if (missing.length > 0) throw new EfirError('database-schema-old', { missing: missing.join(', ') });
}

const missingRoles = `
  select 'role ' || wanted as missing from unnest(array['efir_app', 'efir_dispatcher', 'efir_identity']) wanted
  where not exists (select from pg_roles where rolname = wanted)`;

const unsafeRoles = `
  with ours as (
    select oid, rolname as role, rolsuper, rolbypassrls, rolname = session_user as login
    from pg_roles where rolname in (session_user, 'efir_app', 'efir_dispatcher', 'efir_identity')
  )
  select role, 'is a superuser' as reason, 1 as rank from ours where rolsuper
  union all
  select role, 'bypasses row-level security', 2 from ours where rolbypassrls
  union all
  select distinct role, 'owns tables, or is a member of the role that does', 3
  from ours join pg_class on relkind in ('r', 'p') and pg_has_role(ours.oid, relowner, 'member')
  join pg_namespace on pg_namespace.oid = relnamespace and nspname = 'public'
  union all
  select ours.role, 'inherits the rights of ' || other.rolname || ' (it must be NOINHERIT)', 4
  from ours join pg_roles other on other.rolname in ('efir_app', 'efir_dispatcher', 'efir_identity') and other.oid <> ours.oid
  where pg_has_role(ours.oid, other.oid, 'usage')
  union all
  select ours.role, 'is not a member of ' || other.rolname, 5
  from ours join pg_roles other on other.rolname in ('efir_app', 'efir_dispatcher', 'efir_identity')
  where login and not pg_has_role(ours.oid, other.oid, 'member')
  order by rank`;
