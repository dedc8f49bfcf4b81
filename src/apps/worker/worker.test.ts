import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScriptedWork, idleEngines, idleMedia, type ScriptedWork } from '../../../test/support/work.ts';
import { createInProcessHub, type InProcessHub } from '../../adapters/broker/in-process/in-process-broker.ts';
import { EfirError } from '../../core/errors.ts';
import { createLogger, silentLogger } from '../../core/logger.ts';
import { createMetrics } from '../../core/metrics.ts';
import type { Broker } from '../../ports/broker.ts';
import type { RollCallMessage } from '../../wire/control-message.ts';
import type { EventMessage } from '../../wire/event-message.ts';
import {
  controlTopic,
  eventQueue,
  foundQueue,
  rejectedQueue,
  rollCallTopic,
  taskQueue,
} from '../../wire/names.ts';
import type { Role } from '../role.ts';
import { startWorker, type WorkerOptions } from './start-worker.ts';

let hub: InProcessHub;
let coordinator: Broker;
let work: ScriptedWork;
let heard: EventMessage[];
let roll: RollCallMessage[];
let worker: Role | undefined;

/** The test plays the coordinator: it hears events and the roll, and says what it likes. */
beforeEach(async () => {
  hub = createInProcessHub();
  coordinator = hub.connect();
  work = createScriptedWork();
  heard = [];
  roll = [];
  await coordinator.consume(eventQueue('transcribe'), { group: 'test', prefetch: 10 }, async (delivery) => {
    heard.push(delivery.message as EventMessage);
  });
  await coordinator.listen(rollCallTopic, (message) => void roll.push(message as RollCallMessage));
});

afterEach(async () => {
  await worker?.close();
  worker = undefined;
  await coordinator.close();
});

async function begin(options: Partial<WorkerOptions> = {}): Promise<Role> {
  worker = await startWorker({
    broker: hub.connect(),
    media: idleMedia,
    engines: idleEngines,
    tasks: [work.task],
    config: { workerSlots: 1, taskLease: 1 },
    logger: silentLogger,
    ...options,
  });
  return worker;
}

const give = (task_id: string, script: object, more: object = {}) =>
  coordinator.publish(taskQueue('transcribe'), {
    task_id,
    recording_id: 'recording',
    file_path: JSON.stringify(script),
    ...more,
  });
const control = (message: object) => coordinator.broadcast(controlTopic('transcribe'), message);
interface Rejected {
  readonly queue: string;
  readonly reason: string;
  readonly message: unknown;
}
const types = (taskId: string) =>
  heard.filter((message) => message.task_id === taskId).map(({ event }) => event.type);
const acknowledge = (message: EventMessage) =>
  control({ type: 'applied', task_id: message.task_id, run_id: message.run_id, seq: message.seq });

describe('worker', () => {
  it('says what it does, numbered without holes, and says it again until it is stored', async () => {
    await begin();
    await give('one', { pieces: 2 }, { request_id: 'request', trace: 'trace' });
    await expect.poll(() => types('one')).toEqual(['started', 'probed', 'segment', 'segment', 'succeeded']);
    expect(heard.map((message) => message.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(heard[0]).toMatchObject({ request_id: 'request', trace: 'trace', v: 1 });
    await expect.poll(() => heard.length, { timeout: 30_000 }).toBe(10);
    expect(heard.slice(5)).toEqual(heard.slice(0, 5));
    await acknowledge(heard[2] as EventMessage);
    await expect
      .poll(() => heard.slice(10).map((message) => message.seq), { timeout: 30_000 })
      .toEqual([4, 5]);
    await acknowledge(heard[4] as EventMessage);
    const { length } = heard;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(heard).toHaveLength(length);
  });

  it('stops at once when told, says no more, and takes the next task', async () => {
    await begin();
    await give('one', { hang: 1 });
    await expect.poll(() => types('one')).toEqual(['started', 'probed', 'segment']);
    await control({ type: 'stop', task_id: 'another' });
    await control({ type: 'stop', task_id: 'one', run_id: 'of somebody else' });
    await give('two', { pieces: 0 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(types('two')).toEqual([]);
    await control({ type: 'stop', task_id: 'one' });
    await expect.poll(() => types('two')).toEqual(['started', 'probed', 'succeeded']);
    expect(types('one')).not.toContain('stopped');
  });

  it('calls the roll: when it begins, when it is asked, when a place is taken or freed, when it leaves', async () => {
    const role = await begin({ engineNames: ['scripted'], config: { workerSlots: 2, taskLease: 1 } });
    const queues = ['transcribe:tasks', 'transcribe:tasks:scripted'];
    await expect
      .poll(() => roll)
      .toMatchObject([{ queues, slots: 2, running: 0, engine: 'scripted', leaving: false }]);
    await control({ type: 'roll-call' });
    await expect.poll(() => roll.length).toBe(2);
    await coordinator.publish('transcribe:tasks:scripted', {
      task_id: 'one',
      recording_id: 'recording',
      file_path: '{"hang":0}',
    });
    await expect.poll(() => roll.at(-1)?.running).toBe(1);
    await control({ type: 'stop', task_id: 'one' });
    await expect.poll(() => roll.at(-1)?.running).toBe(0);
    await role.close();
    await expect.poll(() => roll.at(-1)?.leaving).toBe(true);
  });

  it('serves each queue once, also when one of them could not be served at first', async () => {
    const broker = hub.connect();
    const consumed: string[] = [];
    const open = new Set<string>();
    let trouble = true;
    const shaky: Broker = {
      ...broker,
      async consume(queue, options, handler) {
        if (trouble && queue.endsWith(':scripted')) {
          trouble = false;
          throw new EfirError('unavailable', { detail: 'just now' });
        }
        const subscription = await broker.consume(queue, options, handler);
        consumed.push(queue);
        const name = `${queue} ${consumed.length}`;
        open.add(name);
        return {
          close: async () => {
            await subscription.close();
            open.delete(name);
          },
        };
      },
    };
    await begin({ broker: shaky, engineNames: ['scripted'] });
    await expect.poll(() => roll.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(consumed.toSorted()).toEqual([
      'transcribe:tasks',
      'transcribe:tasks',
      'transcribe:tasks:scripted',
    ]);
    expect([...open].map((name) => name.split(' ')[0]).toSorted()).toEqual([
      'transcribe:tasks',
      'transcribe:tasks:scripted',
    ]);
  }, 30_000);

  it('lets a run that it has in work already not begin again', async () => {
    await begin({ config: { workerSlots: 2, taskLease: 30 } });
    await give('one', { hang: 1 });
    await give('one', { hang: 1 });
    await expect.poll(() => types('one')).toContain('segment');
    expect(await coordinator.depth(taskQueue('transcribe'))).toBe(0);
    expect(work.started).toHaveLength(1);
  });

  it('shows life while it computes in silence', async () => {
    await begin();
    await give('one', { hang: 1 });
    await expect.poll(() => types('one')).toContain('segment');
    await acknowledge(heard.at(-1) as EventMessage);
    await expect
      .poll(() => heard.at(-1)?.event, { timeout: 30_000 })
      .toEqual({ type: 'progress', processed: 1 });
  });

  it('shows life before it knows any position', async () => {
    await begin();
    await give('one', { hang: 0 });
    await expect.poll(() => types('one')).toEqual(['started', 'probed']);
    await acknowledge(heard.at(-1) as EventMessage);
    await expect.poll(() => heard.at(-1)?.event, { timeout: 30_000 }).toEqual({ type: 'alive' });
  });

  it('reports failures by code, also of a message that it cannot read', async () => {
    await begin();
    await give('one', { fail: { piece: 0, code: 'disk-full' } });
    await expect
      .poll(() => heard.at(-1)?.event)
      .toEqual({
        type: 'failed',
        error: { code: 'disk-full', args: {}, transient: true },
      });
    await coordinator.publish(taskQueue('transcribe'), {
      task_id: 'two',
      recording_id: 'recording',
      file_path: 7,
    });
    await expect.poll(() => types('two')).toEqual(['started', 'failed']);
    expect(heard.at(-1)?.event).toMatchObject({ error: { code: 'internal', transient: false } });
  });

  it('opens nothing outside its folders, whatever a task says', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'efir-worker-'));
    try {
      await mkdir(join(folder, 'inside'));
      await writeFile(join(folder, 'secret'), 'secret');
      await symlink(join(folder, 'secret'), join(folder, 'inside', 'link'));
      await begin({ folders: [join(folder, 'inside')] });
      const wrong = {
        climbing: join(folder, 'inside', '..', 'secret'),
        linked: join(folder, 'inside', 'link'),
        elsewhere: '/etc/passwd',
        option: '-i /etc/passwd',
        address: 'http://127.0.0.1/secret',
      };
      for (const [id, file_path] of Object.entries(wrong)) {
        await give(id, {}, { file_path });
        await expect.poll(() => types(id)).toEqual(['started', 'failed']);
        expect(heard.at(-1)?.event).toMatchObject({ error: { code: 'file-outside', transient: false } });
      }
      expect(work.started).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('sets aside what is no task, and passes on what is not ours', async () => {
    const metrics = createMetrics({ processMetrics: false });
    await begin({ metrics });
    const [kept, found]: [Rejected[], unknown[]] = [[], []];
    const queue = taskQueue('transcribe');
    const group = { group: 'test', prefetch: 10 };
    await coordinator.consume(rejectedQueue(queue), group, async ({ message }) => {
      kept.push(message as Rejected);
    });
    await coordinator.consume(
      foundQueue('transcribe'),
      group,
      async ({ message }) => void found.push(message),
    );
    const strange = ['text', null, 7, [], {}, { task_id: 9 }, { task_id: 'x'.repeat(201) }];
    for (const message of strange) await coordinator.publish(queue, message);
    const broken = { task_id: 'two', recording_id: 'recording', file_path: 7 };
    await coordinator.publish(queue, broken);
    const foreign = { task_id: 'theirs', file_path: '/data/tasks/theirs/audio.mp3', chat_id: 5 };
    await coordinator.publish(queue, foreign);
    await expect.poll(() => kept.length).toBe(8);
    expect(kept.map(({ message }) => message)).toEqual(expect.arrayContaining([...strange, broken]));
    expect(kept[0]).toMatchObject({ queue, reason: expect.any(String) });
    await expect.poll(() => found).toEqual([foreign]);
    expect((await metrics.messagesDropped.get()).values).toEqual([
      { value: 8, labels: { queue_name: queue } },
    ]);
    await give('one', {});
    await expect.poll(() => types('one')).toContain('succeeded');
  });

  it('gives back what it has in work when it closes, and leaves waiting messages to others', async () => {
    const role = await begin();
    await give('one', { hang: 1 });
    await expect.poll(() => types('one')).toContain('segment');
    await give('two', {});
    await role.close();
    expect(types('one').at(-1)).toBe('stopped');
    expect(types('two')).toEqual([]);
    expect(await coordinator.depth(taskQueue('transcribe'))).toBe(1);
  });

  it('takes nothing before an engine can start', async () => {
    const none = () => Promise.reject(new EfirError('engine-missing', { engine: 'none' }));
    const role = await begin({ engines: { ...idleEngines, check: none } });
    await give('one', {});
    expect(await role.ready()).toMatchObject({
      state: 'unready',
      dependencies: { engine: { state: 'failed' } },
    });
    expect(await coordinator.depth(taskQueue('transcribe'))).toBe(1);
    expect(roll).toEqual([]);
  });

  it('writes the ids of the message into every line about it', async () => {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    await begin({ logger: createLogger({ level: 'debug', format: 'json', destination }) });
    const ids = { recording_id: 'recording', request_id: 'request', trace: 'trace', tenant_id: 'tenant' };
    await give('one', { fail: { piece: 0, code: 'media-damaged' } }, ids);
    await expect.poll(() => lines.filter((line) => line.includes('task over'))).toHaveLength(1);
    const about = lines.map((line) => JSON.parse(line)).filter((line) => line.msg.startsWith('task'));
    expect(about.length).toBeGreaterThanOrEqual(3);
    for (const line of about) expect(line).toMatchObject({ ...ids, task_id: 'one' });
  });
});
