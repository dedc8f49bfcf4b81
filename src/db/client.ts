import pg from 'pg';
import { toDatabaseError } from './connection-errors.ts';

/** How every connection of Efir reads values: bigint as number (ours count rows, bytes and events, far below 2^53). */
export const connectionTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

export const connectTimeoutMilliseconds = 10_000;

/**
 * Opens one connection that is held for its session: locks, LISTEN, checks. Rejects with `database-unreachable`.
 * The caller ends it; errors after connecting are told by its `error` and `end` events.
 */
export async function openClient(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    keepAlive: true,
    types: connectionTypes,
  });
  // Without a listener a lost connection would end the process; the failing query or `end` says what happened.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (thrown) {
    await client.end().catch(() => {});
    throw toDatabaseError(thrown);
  }
}

/** Runs `work` on a connection of its own and ends it. Rejects with `database-unreachable`. */
export async function useClient<Result>(
  url: string,
  applicationName: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await openClient(url, applicationName);
  try {
    return await work(client);
  } catch (thrown) {
    throw toDatabaseError(thrown);
  } finally {
    await client.end().catch(() => {});
  }
}
