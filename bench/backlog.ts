// What 100,000 queued tasks cost a coordinator in memory. Figure: its resident memory after half a minute beside that
// backlog, with a busy worker in the roll-call, so that it looks for work all the time. Baseline, in the same run: the
// same coordinator with an empty queue. The queue is PostgreSQL's affair; the coordinator must not carry it.
//
//     ./efir bench backlog [--tasks N] [--json]

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sleep } from '../src/core/time.ts';
import { request } from '../test/chaos/load.ts';
import { untilUp } from '../test/chaos/make-chaos.ts';
import { makeSamples, speech, writeWav } from '../test/support/audio.ts';
import { type Installation, install } from '../test/support/installation.ts';
import type { RoleProcess } from '../test/support/role-process.ts';
import { report } from './report.ts';

const { values } = parseArgs({
  options: { tasks: { type: 'string', default: '100000' }, json: { type: 'boolean' } },
});
const tasks = Number(values.tasks);
const watching = 30_000;

const installation = await install('redis', {
  roles: ['api', 'worker'],
  settings: { TASK_LEASE: '60s', LOG_LEVEL: 'warn', WORKER_SLOTS: '1' },
});
try {
  await keepWorkerBusy();
  const empty = await watch(installation);
  await fillQueue(installation);
  const full = await watch(installation);
  const aim = 1.25;
  report(`backlog: memory of a coordinator beside ${tasks} queued tasks`, [
    {
      name: `resident memory with ${tasks} queued tasks, beside none`,
      unit: 'MB',
      figure: full,
      baseline: empty,
      aim: `ratio at most ${aim}`,
      met: full <= empty * aim,
    },
  ]);
} finally {
  await installation.close();
}

/** Peak of the resident memory of a fresh coordinator, in MB. */
async function watch({ addRole }: Installation): Promise<number> {
  const coordinator = addRole('coordinator');
  await untilUp(installation);
  let peak = 0;
  for (const until = performance.now() + watching; performance.now() < until; await sleep(500)) {
    peak = Math.max(peak, await readMemory(coordinator));
  }
  await coordinator.close();
  return peak;
}

async function readMemory({ pid }: RoleProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
}

/** Takes the only slot for longer than the bench lasts. */
async function keepWorkerBusy(): Promise<void> {
  const path = join(installation.folder, 'long.wav');
  await writeWav(path, makeSamples([speech(1200)]));
  const query = new URLSearchParams({ file_name: 'long.wav', model: 'slow' });
  const body = await readFile(path);
  const answer = await request(installation, `/v1/recordings?${query}`, { method: 'POST', body });
  if (answer?.status !== 202) throw new Error(`the long recording was not taken in: ${answer?.status}`);
}

/** Of a hundred tenants; none of them starts while the only worker is busy. */
async function fillQueue({ query }: Installation): Promise<void> {
  await query(
    `insert into tenants (id, name) select gen_random_uuid(), 'tenant ' || n from generate_series(1, 100) n`,
  );
  await query(
    `insert into recordings (tenant_id, id, state, file_name, bytes, blob_key, request_id, trace)
     select tenants.id, gen_random_uuid(), 'queued', 'a.wav', 1, 'none', 'bench', 'bench'
     from tenants, generate_series(1, $1) where tenants.name like 'tenant %'`,
    [Math.ceil(tasks / 100)],
  );
  await query(
    `insert into tasks (tenant_id, id, recording_id, kind, state, engine)
     select tenant_id, gen_random_uuid(), id, 'transcribe', 'queued', null from recordings where request_id = 'bench'`,
  );
  await query('analyze tasks');
}
