import type pg from 'pg';

/**
 * Who uses the embedded server, as session locks on it: the operating system closes the session of a killed process,
 * and the mark is gone. All marks are set in the database `postgres`.
 */
export type Purpose = 'serve' | 'visit';

// "efir" in ASCII, so that nobody else's locks meet ours.
const space = 0x65666972;
const serving = 1;
const visiting = 2;

/** Marks this process as the one that serves; false when another does. */
export function tryToServe(client: pg.Client): Promise<boolean> {
  return askTrue(client, `select pg_try_advisory_lock(${space}, ${serving}) as yes`);
}

/** Marks this process as one of the visitors; false only while the last one is shutting the server down. */
export function tryToVisit(client: pg.Client): Promise<boolean> {
  return askTrue(client, `select pg_try_advisory_lock_shared(${space}, ${visiting}) as yes`);
}

/** A visitor's question when it goes: true when nobody else is here, and then nobody gets in any more. */
export async function isLastToLeave(client: pg.Client): Promise<boolean> {
  await client.query(`select pg_advisory_unlock_shared(${space}, ${visiting})`);
  return (
    (await tryToServe(client)) &&
    (await askTrue(client, `select pg_try_advisory_lock(${space}, ${visiting}) as yes`))
  );
}

/** The pid of the process that serves, as it named itself; undefined when it went meanwhile. */
export async function findServingPid(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ application_name: string }>(
    `select application_name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and classid = ${space} and objid = ${serving} and granted and pid <> pg_backend_pid()`,
  );
  return rows[0]?.application_name.split(' ').at(-1);
}

async function askTrue(client: pg.Client, query: string): Promise<boolean> {
  const { rows } = await client.query<{ yes: boolean }>(query);
  return rows[0]?.yes === true;
}
