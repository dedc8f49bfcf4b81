import type pg from 'pg';
import type { Logger } from '../core/logger.ts';
import { sleep } from '../core/time.ts';
import { openClient } from './client.ts';

export interface Candidacy {
  readonly url: string;
  readonly logger: Logger;
  /** One leader per name and database. */
  readonly name: string;
  /** Ends the candidacy. */
  readonly signal: AbortSignal;
}

/**
 * Milliseconds between two tries to be elected: a successor stands within this time after a leader died, and within
 * this and `hungAfter`, five seconds together, after one hung.
 */
const electionInterval = 1_400;
/** Milliseconds between two proofs that the leader's connection lives. */
const proofInterval = 1_000;
/** Milliseconds of silence after which the server ends the connection of a leader that hangs, and so its leadership. */
const hungAfter = 3_500;
/** Milliseconds that the database may take to answer a proof. */
const answerLimit = 4_500;

/**
 * Stands for election until `signal` fires, and does `work` while elected. Leadership is a session lock: PostgreSQL
 * gives it back the moment the leader's connection is gone, so nobody leads from the grave.
 */
export async function leadWhileElected(
  candidacy: Candidacy,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { logger, name, signal } = candidacy;
  while (!signal.aborted) {
    try {
      await standOnce(candidacy, work);
    } catch (error) {
      if (!signal.aborted) logger.warn({ error, leadership: name }, 'leadership interrupted');
    }
    await pause(electionInterval, signal);
  }
}

/** One connection: waits for the lock on it, works, and gives both back. */
async function standOnce(candidacy: Candidacy, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { url, logger, name, signal } = candidacy;
  const client = await openClient(url, `efir lead ${name}`);
  const lost = new AbortController();
  client.once('end', () => lost.abort(new Error('the connection that holds the leadership was lost')));
  try {
    await noticeDeadLeaders(client);
    const either = AbortSignal.any([signal, lost.signal]);
    while (!(await tryToBeElected(client, name))) {
      await pause(electionInterval, either);
      if (either.aborted) return;
    }
    if (either.aborted) return;
    logger.debug({ leadership: name }, 'elected');
    const proof = setInterval(() => proveAlive(client, lost), proofInterval);
    try {
      await work(either);
    } finally {
      clearInterval(proof);
    }
  } finally {
    await client.end().catch(() => {});
  }
}

/** Lets the server notice within seconds that a leader hangs, or that its machine vanished without a goodbye. */
async function noticeDeadLeaders(client: pg.Client): Promise<void> {
  await client.query(
    `select set_config('tcp_keepalives_idle', '2', false), set_config('tcp_keepalives_interval', '1', false),
       set_config('tcp_keepalives_count', '2', false), set_config('idle_session_timeout', $1, false)`,
    [String(hungAfter)],
  );
}

async function tryToBeElected(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ elected: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('efir:lead:' || $1, 0)) as elected`,
    [name],
  );
  return rows[0]?.elected === true;
}

function proveAlive(client: pg.Client, lost: AbortController): void {
  const late = setTimeout(() => lost.abort(new Error('the database did not answer the leader')), answerLimit);
  client.query('select 1').then(
    () => clearTimeout(late),
    (error: unknown) => {
      clearTimeout(late);
      lost.abort(error);
    },
  );
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, signal).catch(() => {});
}
