import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { createWorkerId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Metrics } from '../../core/metrics.ts';
import { sleep } from '../../core/time.ts';
import type { Broker, Subscription } from '../../ports/broker.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { SpeechEngines } from '../../ports/speech-engine.ts';
import { controlMessageSchema } from '../../wire/control-message.ts';
import { controlTopic, taskGroup, taskQueue } from '../../wire/names.ts';
import type { Role } from '../role.ts';
import { callRoll, type RollCaller } from './call-roll.ts';
import { checkWorker } from './check-worker.ts';
import type { WorkerTask } from './run-attempt.ts';
import { createSlots } from './slots.ts';
import { createTaskTaker, type TaskTaker } from './take-task.ts';
import { type EngineWatch, watchEngine } from './watch-engine.ts';
import { within } from './within.ts';

export interface WorkerOptions {
  /** A connection of its own: the worker closes it. */
  readonly broker: Broker;
  readonly media: MediaTool;
  /** Closed by whoever opened them, after the worker. */
  readonly engines: SpeechEngines;
  readonly tasks: readonly WorkerTask[];
  /** Engines whose own queues (`<kind>:tasks:<engine>`) are served beside the default queue. */
  readonly engineNames?: readonly string[];
  readonly config: Pick<Config, 'workerSlots' | 'taskLease'>;
  /** Below one of them every file lies that a task may name; absent: anywhere. */
  readonly folders?: readonly string[];
  readonly logger: Logger;
  readonly metrics?: Pick<Metrics, 'messagesDropped'>;
}

/** Milliseconds between two tries to find an engine, and a broker, that can start. */
const retryInterval = 5_000;
/** Milliseconds that closing waits for computations to stop and for their last events to be stored. */
const stopLimit = 3_000;
const settleLimit = 2_000;

/**
 * Takes tasks from the broker and computes them; knows no database. Answers at once and begins to take tasks when
 * an engine can start, which it tries until then. Closing gives the tasks in work back: others go on from their
 * last checkpoint.
 */
export async function startWorker(options: WorkerOptions): Promise<Role> {
  const { broker, config, engines, tasks } = options;
  const workerId = createWorkerId();
  const logger = options.logger.child({ worker_id: workerId });
  const leaving = new AbortController();
  const queues = listQueues(options);
  const slots = createSlots(config.workerSlots, () => {
    watch?.noticeWork();
    roll?.call();
  });
  const taker = createTaskTaker({ ...options, slots, workerId, logger, leaving: leaving.signal });
  let heard: number | undefined;
  let roll: RollCaller | undefined;
  let watch: EngineWatch | undefined;

  const control = await listenToControl(options, (message, topic) => {
    heard = performance.now();
    const parsed = controlMessageSchema.safeParse(message);
    if (!parsed.success) {
      options.metrics?.messagesDropped.inc({ queue_name: topic });
      logger.warn({ reason: z.prettifyError(parsed.error).slice(0, 500) }, 'an order cannot be read');
      return;
    }
    if (parsed.data.type === 'roll-call') roll?.call();
    else taker.obey(parsed.data);
  });
  let subscriptions: readonly Subscription[] = [];
  const beginning = begin();

  /** Serves the queues as soon as an engine can start. */
  async function begin(): Promise<void> {
    const engine = await retryUntil(() => engines.check(), leaving.signal, logger);
    if (!engine) return;
    subscriptions =
      (await retryUntil(() => serve(broker, tasks, queues, config, taker), leaving.signal, logger)) ?? [];
    const watched = watchEngine(engines, engine);
    watch = watched;
    const describe = () => ({
      worker_id: workerId,
      queues,
      slots: slots.total,
      running: slots.taken,
      short_slots: countShortSlots(slots.total),
      ...watched.current,
      leaving: false,
    });
    roll = callRoll(broker, describe, logger);
    roll.call();
    logger.info({ ...engine, queues, slots: slots.total }, 'worker ready');
  }

  return {
    name: 'worker',
    ready: () => checkWorker({ broker, engines, heard }),
    async close() {
      leaving.abort();
      await beginning;
      watch?.close();
      const closing = Promise.all(subscriptions.map((subscription) => subscription.close()));
      await roll?.leave();
      await taker.close({ stopLimit, settleLimit });
      // A computation that does not stop must not keep the process: its lease runs out.
      await within(settleLimit, closing);
      await Promise.all(control.map((subscription) => subscription.close()));
      await broker.close();
      logger.info('worker closed');
    },
  };
}

/** One place stays free for short recordings, so that they do not wait for long ones; not where there is only one. */
function countShortSlots(slots: number): number {
  return slots > 1 ? 1 : 0;
}

function listQueues({ tasks, engineNames = [] }: WorkerOptions): string[] {
  return tasks.flatMap(({ kind }) => [taskQueue(kind), ...engineNames.map((name) => taskQueue(kind, name))]);
}

function listenToControl(
  { broker, tasks }: Pick<WorkerOptions, 'broker' | 'tasks'>,
  handler: (message: unknown, topic: string) => void,
): Promise<Subscription[]> {
  const topics = tasks.map(({ kind }) => controlTopic(kind));
  return Promise.all(topics.map((topic) => broker.listen(topic, (message) => handler(message, topic))));
}

/** All queues or none: those that were subscribed to beside one that failed would be there twice after the next try. */
async function serve(
  broker: Broker,
  tasks: readonly WorkerTask[],
  queues: readonly string[],
  config: WorkerOptions['config'],
  taker: TaskTaker,
): Promise<Subscription[]> {
  const tries = await Promise.allSettled(
    tasks.flatMap((task) =>
      queues
        .filter((queue) => queue === taskQueue(task.kind) || queue.startsWith(`${taskQueue(task.kind)}:`))
        .map((queue) =>
          broker.consume(queue, { group: taskGroup(task.kind), prefetch: config.workerSlots }, (delivery) =>
            taker.take(task, queue, delivery),
          ),
        ),
    ),
  );
  const subscriptions = tries.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const failed = tries.find((one) => one.status === 'rejected');
  if (!failed) return subscriptions;
  // Not waited for: what came in meanwhile is in work, and keeps its place until it ends.
  for (const subscription of subscriptions) void subscription.close().catch(() => {});
  throw failed.reason;
}

/** Tries until it works; undefined when the signal fired first. */
async function retryUntil<Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
  logger: Logger,
): Promise<Result | undefined> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      logger.warn({ error }, 'the worker cannot begin yet');
      await sleep(retryInterval, signal).catch(() => {});
    }
  }
  return undefined;
}
