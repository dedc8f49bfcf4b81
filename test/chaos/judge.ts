import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { sleep } from '../../src/core/time.ts';
import type { Installation } from '../support/installation.ts';
import { readTranscript } from './load.ts';

/** What was sent in, and what its undisturbed transcript is. */
export interface Expected {
  readonly id: string;
  readonly transcript: string;
}

export interface Verdict {
  /** Broken promises, in sentences; empty when all were kept. */
  readonly faults: readonly string[];
  /** Pieces computed more than once. */
  readonly recomputed: number;
  readonly pieces: number;
}

/**
 * Holds what is stored against what was promised: each recording ended once, with the transcript of an undisturbed
 * run; nothing open, dead or doubled is left; its end was told, under one id.
 */
export async function judge(installation: Installation, expected: readonly Expected[]): Promise<Verdict> {
  const faults: string[] = [];
  const complain = (sentence: string, rows: readonly unknown[]) => {
    if (rows.length > 0)
      faults.push(`${sentence}: ${JSON.stringify(rows.slice(0, 3))} (${rows.length} in all)`);
  };
  for (const { id, transcript } of expected) {
    if ((await readTranscript(installation, id)) !== transcript) faults.push(`another transcript: ${id}`);
  }
  for (const { sentence, sql } of promises) complain(sentence, await installation.query(sql));
  const stored = await installation.query<{ id: string }>('select id from recordings');
  const known = new Set(expected.map(({ id }) => id));
  complain(
    'a recording that nobody knows of',
    stored.filter(({ id }) => !known.has(id)),
  );
  if (stored.length !== known.size) faults.push(`${known.size} were sent in, ${stored.length} are stored`);
  faults.push(...(await judgeWebhooks(installation, expected)));
  const computed = await countPieces(installation);
  return { faults, ...computed };
}

const promises = [
  {
    sentence: 'a recording did not succeed',
    sql: `select id, state, error from recordings where state <> 'succeeded'`,
  },
  {
    sentence: 'a task did not succeed',
    sql: `select id, state, error from tasks where state <> 'succeeded'`,
  },
  {
    sentence: 'an attempt is open',
    sql: `select id, task_id, state from attempts where state in ('dispatched', 'running')`,
  },
  {
    sentence: 'a task does not have exactly one attempt that succeeded',
    sql: `select task_id, count(*) filter (where state = 'succeeded') as succeeded from attempts
          group by task_id having count(*) filter (where state = 'succeeded') <> 1`,
  },
  {
    sentence: 'events are missing or doubled',
    sql: `select recording_id, count(*), max(number) from recording_events
          group by recording_id having count(*) <> max(number)`,
  },
  {
    sentence: 'an end was told not exactly once',
    sql: `select recording_id from recording_events group by recording_id
          having count(*) filter (where type = 'completed') <> 1
              or count(*) filter (where type = 'state' and data->>'state' in ('succeeded', 'failed')) <> 1`,
  },
  {
    sentence: 'a segment was told twice',
    sql: `select recording_id, data->>'index' as index from recording_events where type = 'segment'
          group by 1, 2 having count(*) > 1`,
  },
] as const;

/** Seconds: what a coordinator had claimed when it was killed is claimed again after a minute. */
const patience = 150;

async function judgeWebhooks({ webhooks }: Installation, expected: readonly Expected[]): Promise<string[]> {
  for (const until = Date.now() + patience * 1000; Date.now() < until; ) {
    if (expected.every(({ id }) => webhooks.heard.has(id))) break;
    await sleep(200);
  }
  return expected.flatMap(({ id }) => {
    const ids = new Set(webhooks.heard.get(id) ?? []);
    return ids.size === 1 ? [] : [`the end of ${id} was told under ${ids.size} ids`];
  });
}

/** From the lines of the workers' logs. */
async function countPieces({ roles }: Installation): Promise<{ recomputed: number; pieces: number }> {
  const seen = new Map<string, number>();
  for (const { log } of roles) {
    for await (const line of createInterface({ input: createReadStream(log) })) {
      if (!line.includes('"piece computed"')) continue;
      const { recording_id, piece } = JSON.parse(line) as { recording_id: string; piece: number };
      const key = `${recording_id} ${piece}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  const all = [...seen.values()].reduce((sum, count) => sum + count, 0);
  return { recomputed: all - seen.size, pieces: seen.size };
}
