import { utimes } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { runCli } from '../../../../test/support/command.ts';
import { happen, uploadRecording, wholeStory } from '../../../../test/support/recordings.ts';
import type { TenantId } from '../../../core/ids.ts';

let door: TestApi;
let environment: Record<string, string>;
beforeAll(async () => {
  door = await startTestApi();
  const folder = door.blobs.filePath('x')?.slice(0, -'/x'.length) ?? '';
  environment = { DATABASE_URL: door.db.url, BLOB_URL: `file://${folder}`, EFIR_LANG: 'en' };
});
afterAll(() => door.close());
beforeEach(async () => {
  for await (const { key } of door.blobs.list('')) await door.blobs.delete(key);
  await door.db.query('delete from recordings');
});

const cli = (...argv: string[]) => runCli(argv, { environment });

interface Dead {
  readonly id: string;
  readonly recordingId: string;
}

async function addDead(tenantId: TenantId = door.tenantId, code = 'media-damaged'): Promise<Dead> {
  const key = await door.createKey(tenantId);
  const { id: recordingId } = await uploadRecording(door, { key });
  const error = { code, args: { detail: 'no frames' } } as never;
  await happen(door, recordingId, [...wholeStory.slice(0, 3), { type: 'dead', error }], tenantId);
  const rows = await door.db.query<{ id: string }>(
    'update tasks set error = $2, finished_at = now() where recording_id = $1 returning id',
    [recordingId, JSON.stringify(error)],
  );
  const id = rows[0]?.id ?? '';
  await door.db.query(
    `insert into attempts (tenant_id, id, task_id, number, state, lease_until, worker_id, error, finished_at)
     select tenant_id, gen_random_uuid(), id, 1, 'failed', now(), 'worker-7', error, now() from tasks where id = $1`,
    [id],
  );
  return { id, recordingId };
}

const stateOf = async ({ id }: Dead) =>
  (await door.db.query<{ state: string }>('select state from tasks where id = $1', [id]))[0]?.state;

/** The same by the database, and over HTTP. */
const desks: readonly (readonly [string, () => string[]])[] = [
  ['the database', () => []],
  ['a server', () => ['--server', door.api.url, '--key', door.key]],
];

describe.each(desks)('efir tasks, by %s', (_name, options) => {
  test('lists what was given up, with the reason in words', async () => {
    const dead = await addDead();
    const { exit, stdout } = await cli('tasks', 'list', ...options());
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`${dead.id}  transcribe  .*talk.wav  .*no frames.*\\[media-damaged\\]`),
    );
    const none = await cli('tasks', 'list', '--code', 'worker-lost', ...options());
    expect([none.exit, none.stdout, none.stderr]).toEqual([0, '', 'No task is given up.\n']);
  });

  test('shows one with all its attempts, as JSON too', async () => {
    const dead = await addDead();
    const { stdout } = await cli('tasks', 'show', dead.id, ...options());
    expect(stdout).toContain(dead.recordingId);
    expect(stdout).toMatch(/1 .*failed +worker-7 +.*\[media-damaged\]/);
    const shown = JSON.parse((await cli('tasks', 'show', dead.id, '--json', ...options())).stdout);
    expect(shown).toMatchObject({
      id: dead.id,
      state: 'dead',
      attempts: [{ number: 1, worker_id: 'worker-7' }],
    });
  });

  test('sends tasks again by id, and goes on behind one that is refused', async () => {
    const [one, two] = [await addDead(), await addDead()];
    const strange = '01900000-0000-7000-8000-00000000dead';
    const { exit, stderr, stdout } = await cli('tasks', 'retry', one.id, strange, two.id, ...options());
    expect([exit, stdout.trim().split('\n').length]).toEqual([66, 2]);
    expect(stderr).toContain(strange);
    expect(stderr).toContain('[task-not-found]');
    expect([await stateOf(one), await stateOf(two)]).toEqual(['queued', 'queued']);
  });

  test('sends all again, or all with an error', async () => {
    const [lost, damaged] = [await addDead(door.tenantId, 'worker-lost'), await addDead()];
    const first = await cli('tasks', 'retry', '--all', '--code', 'worker-lost', ...options());
    expect([first.exit, first.stdout]).toEqual([0, '1 task is sent again.\n']);
    expect([await stateOf(lost), await stateOf(damaged)]).toEqual(['queued', 'dead']);
    await door.db.query(`update recordings set audio_gone = 'lost', audio_gone_at = now()`);
    const second = await cli('tasks', 'retry', '--all', ...options());
    expect([second.exit, second.stdout]).toEqual([1, '0 tasks are sent again.\n']);
    expect(second.stderr).toContain(`${damaged.id} [audio-lost]`);
  });

  test('cancels a task that waits', async () => {
    const { id } = await uploadRecording(door);
    const [task] = await door.db.query<{ id: string }>('select id from tasks where recording_id = $1', [id]);
    expect((await cli('tasks', 'cancel', task?.id ?? '', ...options())).exit).toBe(0);
    expect(await stateOf({ id: task?.id ?? '', recordingId: id })).toBe('cancelled');
  });
});

describe('efir tasks', () => {
  test('sees all tenants by the database, or one of them', async () => {
    const other = await door.db.createTenant();
    const [mine, theirs] = [await addDead(), await addDead(other)];
    const list = async (...more: string[]) =>
      (JSON.parse((await cli('tasks', 'list', '--json', ...more)).stdout) as { id: string }[]).map(
        (task) => task.id,
      );
    expect(await list()).toEqual([theirs.id, mine.id]);
    expect(await list('--tenant', other)).toEqual([theirs.id]);
    expect((await cli('tasks', 'retry', '--all')).stdout).toBe('2 tasks are sent again.\n');
  });

  test.each([
    [['retry'], 'their ids, or --all'],
    [['retry', '--all', 'x'], 'their ids, or --all'],
    [['list', '--state', 'odd'], '--state odd'],
    [['list', '--limit', '0'], '--limit'],
    [['list', '--tenant', 'odd'], '--tenant odd'],
    [['list', '--server', 'odd'], 'no address of a server'],
    [['retry', '--all', '--state', 'running'], '--state running'],
  ])('%j is no way to ask', async (argv, said) => {
    const { exit, stderr } = await cli('tasks', ...argv);
    expect([exit, stderr]).toEqual([64, expect.stringContaining(said)]);
  });

  test('an id that is none belongs to no task', async () => {
    expect((await cli('tasks', 'show', 'nonsense')).stderr).toContain('[task-not-found]');
  });
});

describe('efir sweep', () => {
  const orphan = '01900000-0000-7000-8000-00000000dead';
  async function addOrphan(): Promise<string> {
    const key = `tenants/${door.tenantId}/recordings/${orphan}/audio`;
    await door.blobs.put(key, Readable.from([Buffer.from('12345')]), { maxBytes: 100 });
    await utimes(door.blobs.filePath(key) ?? '', new Date(0), new Date(0));
    return key;
  }

  test('says that all is well', async () => {
    await uploadRecording(door);
    const { exit, stdout } = await cli('sweep');
    expect([exit, stdout]).toEqual([
      0,
      '1 blob and 1 recording looked at; 1 too young to judge, 0 of others left alone.\n',
    ]);
  });

  test('says what does not fit, changes nothing, and mends when it is told to', async () => {
    const key = await addOrphan();
    const { exit, stdout } = await cli('sweep');
    expect(exit).toBe(1);
    expect(stdout).toContain(key);
    expect(stdout).toContain('efir sweep --mend');
    expect(await door.blobs.stat(key)).toBeDefined();
    const mended = await cli('sweep', '--mend', '--json');
    expect([mended.exit, JSON.parse(mended.stdout)]).toMatchObject([
      0,
      { orphans: 1, deleted: 1, refused: false },
    ]);
    expect(await door.blobs.stat(key)).toBeUndefined();
  });

  test('does not take --force for an order', async () => {
    expect((await cli('sweep', '--force')).exit).toBe(64);
  });
});

describe('efir transcribe --priority', () => {
  test.each([
    [['--priority', '3'], '--server only'],
    [['--priority', '11', '--server', 'http://127.0.0.1:9', '--key', 'x'], '-10 to 10'],
    [['--priority', 'high', '--server', 'http://127.0.0.1:9', '--key', 'x'], '-10 to 10'],
  ])('%j is refused', async (argv, said) => {
    const { exit, stderr } = await cli('transcribe', 'test/support/audio.ts', ...argv);
    expect([exit, stderr]).toEqual([64, expect.stringContaining(said)]);
  });
});
