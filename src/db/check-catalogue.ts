import type pg from 'pg';
import { useClient } from './client.ts';

export interface CatalogueFault {
  /** Table, view or function. */
  readonly name: string;
  readonly fault: string;
}

/** Tables of nobody in particular. Every other one holds rows of tenants. */
const sharedTables = ['workers', 'queue_history'];
/** Tables of users and of what lets them in: no tenant's, and for efir_identity alone. */
const identityTables = [
  'users',
  'sessions',
  'setup_codes',
  'sign_in_tries',
  'token_families',
  'refresh_tokens',
  'signing_keys',
  'external_logins',
  'password_resets',
  'provider_visits',
];
/** Tables of tenants that efir_identity sees as well: who belongs where, and whether a key opens. */
const sharedWithIdentity = ['memberships', 'invitations', 'tenants', 'api_keys'];
/** Tables of tenants that efir_search looks through; search_segments() runs as this role, and is bound to one tenant by its text. */
const searchedTables = ['segment_words'];
/** Tables whose tenant stands in another column than `tenant_id`. */
const tenantColumns: Readonly<Record<string, string>> = { tenants: 'id' };

/**
 * Reads the catalogue and names everything in `public` that could show one tenant's rows to another: tables without
 * enabled and forced row-level security, with policies of another form than ours, without an index that begins with
 * the tenant; views and functions that run with their owner's rights; grants to everybody; a dispatcher that may
 * read whole rows; users and what lets them in within reach of others than efir_identity, or that role within reach of
 * anything else; efir_search within reach of more than search_segments() or with more than its table. Empty means sound. Any role may ask. Rejects with `database-unreachable`.
 */
export async function checkCatalogue(url: string): Promise<CatalogueFault[]> {
  return useClient(url, 'efir check catalogue', async (client) => {
    const tables = await readTables(client);
    const loose = await client.query<CatalogueFault>(looseObjects);
    return [...tables.flatMap(judgeTable), ...loose.rows];
  });
}

interface Table {
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly columns: string[];
  /** First columns of the whole-table indexes. */
  readonly indexed: string[];
  readonly policies: Policy[] | null;
  readonly dispatcher_reads_all: boolean;
  /** Roles of ours that may do something with the whole table, and with anything of it. */
  readonly granted: string[];
  readonly reached: string[];
}

interface Policy {
  readonly name: string;
  readonly permissive: string;
  readonly roles: string[];
  readonly command: string;
  readonly using: string | null;
  readonly check: string | null;
}

function judgeTable(table: Table): CatalogueFault[] {
  const faults: string[] = [];
  if (!table.enabled) faults.push('row-level security is not enabled');
  if (!table.forced) faults.push('row-level security is not forced on the owner');
  if (identityTables.includes(table.name)) faults.push(...judgeIdentity(table));
  else if (!sharedTables.includes(table.name)) faults.push(...judgeTenancy(table));
  return faults.map((fault) => ({ name: table.name, fault }));
}

function judgeIdentity({ granted, name, policies, reached }: Table): string[] {
  const faults: string[] = [];
  for (const policy of policies ?? []) {
    if (policy.roles.join() === 'efir_identity') continue;
    if (name !== 'users' || !showsMembers(policy))
      faults.push(`policy ${policy.name} shows it to ${policy.roles.join(', ')}`);
  }
  if (granted.includes('efir_app')) faults.push('efir_app may read or write whole rows');
  if (name !== 'users' && reached.includes('efir_app')) faults.push('efir_app may read it');
  if (reached.includes('efir_dispatcher')) faults.push('efir_dispatcher may read it');
  return faults;
}

/** Of users a tenant sees those who belong to it, in the columns that are granted. */
function showsMembers({ command, roles, using }: Policy): boolean {
  const members = /^\(id IN \( SELECT memberships.user_id\s+FROM memberships\)\)$/;
  return command === 'SELECT' && roles.join() === 'efir_app' && members.test(using ?? '');
}

function judgeTenancy(table: Table): string[] {
  const column = tenantColumns[table.name] ?? 'tenant_id';
  if (!table.columns.includes(column)) return [`has no ${column}, and is not on the list of shared tables`];
  const faults: string[] = [];
  if (!table.indexed.includes(column)) faults.push(`has no index that begins with ${column}`);
  if (table.dispatcher_reads_all) faults.push('efir_dispatcher may read whole rows');
  if (table.reached.includes('efir_identity') && !sharedWithIdentity.includes(table.name))
    faults.push('efir_identity may read it');
  if (table.reached.includes('efir_search') && !searchedTables.includes(table.name))
    faults.push('efir_search may read it');
  const others = (table.policies ?? []).filter(({ roles }) => roles.join() !== 'efir_identity');
  const policies = others.filter((policy) => !isRouting(policy) && !isSearching(policy));
  if (policies.length === 0) faults.push('has no policy for efir_app');
  for (const policy of policies) {
    if (!isOurForm(policy, column))
      faults.push(`policy ${policy.name} has another form than ${column} = (select …)`);
  }
  return faults;
}

/** The dispatcher's policy lets it look over tenants; what it sees is bound by grants on columns. */
function isRouting(policy: Policy): boolean {
  return policy.roles.length === 1 && policy.roles[0] === 'efir_dispatcher' && policy.command === 'SELECT';
}

/** The same for searching: it sees the stems of all tenants, and nothing lets anybody become it. */
function isSearching(policy: Policy): boolean {
  return policy.roles.join() === 'efir_search' && policy.command === 'SELECT';
}

function isOurForm(policy: Policy, column: string): boolean {
  const form = new RegExp(
    `^\\(${column} = \\( SELECT \\(NULLIF\\(current_setting\\('app.tenant_id'::text, true\\), ''::text\\)\\)::uuid AS "?nullif"?\\)\\)$`,
  );
  const bound =
    policy.roles.length === 1 && policy.roles[0] === 'efir_app' && policy.permissive === 'PERMISSIVE';
  const written = policy.check === null || form.test(policy.check);
  return bound && policy.command === 'ALL' && form.test(policy.using ?? '') && written;
}

async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
      (select array_agg(attname::text) from pg_attribute
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped) as columns,
      array(select attname::text from pg_index join pg_attribute on attrelid = indrelid and attnum = indkey[0]
        where indrelid = pg_class.oid and indisvalid and indpred is null) as indexed,
      (select json_agg(json_build_object('name', policyname, 'permissive', permissive, 'roles', roles,
          'command', cmd, 'using', qual, 'check', with_check)) from pg_policies
        where schemaname = 'public' and tablename = relname) as policies,
      coalesce((select has_table_privilege(pg_roles.oid, pg_class.oid, 'select') from pg_roles
        where rolname = 'efir_dispatcher'), false) as dispatcher_reads_all,
      array(select rolname::text from pg_roles where rolname in ('efir_app', 'efir_dispatcher', 'efir_identity')
        and has_table_privilege(pg_roles.oid, pg_class.oid, 'select, insert, update, delete')) as granted,
      array(select rolname::text from pg_roles
        where rolname in ('efir_app', 'efir_dispatcher', 'efir_identity', 'efir_search') and (has_any_column_privilege(pg_roles.oid, pg_class.oid, 'select, insert, update')
          or has_table_privilege(pg_roles.oid, pg_class.oid, 'delete'))) as reached
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`);
  return rows;
}

const looseObjects = `
  select relname as name, 'a view that runs with its owner''s rights: give it security_invoker' as fault
  from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
    and not coalesce('security_invoker=true' = any (reloptions) or 'security_invoker=on' = any (reloptions), false)
  union all
  select relname, 'a materialised view: row-level security does not reach into it'
  from pg_class where relnamespace = 'public'::regnamespace and relkind = 'm'
  union all
  select proname, 'a function that runs with its owner''s rights (security definer)'
  from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
    and not (proname = 'search_segments' and proowner = (select oid from pg_roles where rolname = 'efir_search'))
  union all
  select proname, 'whoever likes may call it' from pg_proc
  where pronamespace = 'public'::regnamespace and prosecdef and has_function_privilege('public', oid, 'execute')
  union all
  select rolname, 'may do more than search' from pg_roles
  where rolname = 'efir_search' and (rolsuper or rolbypassrls or rolcanlogin)
  union all
  select rolname, 'may become efir_search' from pg_roles
  where rolname in ('efir_app', 'efir_dispatcher', 'efir_identity')
    and pg_has_role(oid, (select oid from pg_roles where rolname = 'efir_search'), 'member')
  union all
  select distinct relname, 'granted to everybody (public)'
  from pg_class, aclexplode(relacl) as granted
  where relnamespace = 'public'::regnamespace and granted.grantee = 0
  order by 1`;
