import type { Config } from '../../config/config.ts';
import { crashPoint } from '../../core/crash-points.ts';
import { EfirError } from '../../core/errors.ts';
import { findBelow } from '../../core/find-below.ts';
import type { Logger } from '../../core/logger.ts';
import type { Metrics } from '../../core/metrics.ts';
import type { Broker, Delivery } from '../../ports/broker.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { SpeechEngines } from '../../ports/speech-engine.ts';
import type { ControlMessage } from '../../wire/control-message.ts';
import { foundQueue } from '../../wire/names.ts';
import type { TaskMessage } from '../../wire/task-message.ts';
import { readTask } from './read-task.ts';
import { type Run, runAttempt, type WorkerTask } from './run-attempt.ts';
import type { Slots } from './slots.ts';
import { within } from './within.ts';

export interface TaskTaker {
  /** Handles one delivery of a queue: returns when its computation is over. */
  take(task: WorkerTask, queue: string, delivery: Delivery): Promise<void>;
  obey(order: Exclude<ControlMessage, { type: 'roll-call' }>): void;
  /** Gives everything back and waits until it stopped and the last events are stored, in milliseconds at most. */
  close(limits: { stopLimit: number; settleLimit: number }): Promise<void>;
}

export interface TakerOptions {
  readonly broker: Broker;
  readonly media: MediaTool;
  readonly engines: SpeechEngines;
  readonly config: Pick<Config, 'taskLease'>;
  /** Below one of them a task's file has to lie; absent: anywhere. */
  readonly folders?: readonly string[];
  readonly slots: Slots;
  readonly workerId: string;
  readonly logger: Logger;
  readonly metrics?: Pick<Metrics, 'messagesDropped'>;
  /** Fires when the worker leaves: nothing new is begun. */
  readonly leaving: AbortSignal;
}

/** Begins a run for each task that comes, and passes on to it what coordinators say. */
export function createTaskTaker(options: TakerOptions): TaskTaker {
  const runs = new Map<string, Run>();
  const find = ({ task_id, run_id }: { task_id: string; run_id?: string | undefined }) =>
    [...runs.values()].filter((run) => run.taskId === task_id && (run_id ?? run.runId) === run.runId);
  const isInWork = (message: TaskMessage) => find({ task_id: message.task_id }).length > 0;

  const runTask = async (
    task: WorkerTask,
    message: TaskMessage,
    redelivered: boolean,
    settle: () => Promise<void>,
  ) => {
    if (isInWork(message)) return;
    if (!(await options.slots.take(options.leaving))) throw new Leaving();
    try {
      // Again, with nothing awaited until the run is known: its twin may have waited for a place at the same time.
      if (isInWork(message)) return;
      const run = begin(options, task, message, redelivered);
      runs.set(run.runId, run);
      void run.settled.then(() => runs.delete(run.runId));
      await run.begun;
      crashPoint('started-reported');
      await settle();
      crashPoint('task-acknowledged');
      await run.finished;
    } finally {
      options.slots.free();
    }
  };

  return {
    async take(task, queue, delivery) {
      const read = readTask(delivery);
      if (read.verdict === 'unreadable') return setAside(options, queue, delivery, read.reason);
      if (read.verdict === 'found') return passOn(options, task, queue, delivery);
      crashPoint('task-taken');
      const { message } = read;
      const run = () =>
        read.verdict === 'broken'
          ? runTask(refuse(task, unreadable(read.reason)), message, delivery.redelivered, () =>
              setAside(options, queue, delivery, read.reason),
            )
          : runTask(guard(options, task, message), message, delivery.redelivered, () => delivery.ack());
      await run().catch((thrown: unknown) => {
        if (!(thrown instanceof Leaving)) throw thrown;
        return delivery.giveBack();
      });
    },
    obey(order) {
      for (const run of find(order)) {
        if (order.type === 'applied') run.forget(order.seq);
        else run.stop();
      }
    },
    async close({ stopLimit, settleLimit }) {
      const last = [...runs.values()];
      for (const run of last) run.giveBack();
      await within(stopLimit, Promise.all(last.map((run) => run.finished)));
      await within(settleLimit, Promise.all(last.map((run) => run.settled)));
      for (const run of last) run.stop();
    },
  };
}

/** The worker leaves before the task could begin. */
class Leaving extends Error {}

function begin(options: TakerOptions, task: WorkerTask, message: TaskMessage, redelivered: boolean): Run {
  const { broker, media, engines, config, workerId } = options;
  const { task_id, recording_id, request_id, trace, tenant_id } = message;
  const logger = options.logger.child({ task_id, recording_id, request_id, trace, tenant_id });
  logger.info({ kind: task.kind, resume_from: message.resume_from, redelivered }, 'task begun');
  return runAttempt({
    task,
    message,
    context: { media, engines },
    broker,
    workerId,
    lease: message.lease ?? config.taskLease,
    logger,
  });
}

/** Keeps a message that nobody can use where it can be read, counts it, and says so once. */
async function setAside(
  { logger, metrics }: TakerOptions,
  queue: string,
  delivery: Delivery,
  reason: string,
): Promise<void> {
  metrics?.messagesDropped.inc({ queue_name: queue });
  logger.error({ queue, reason }, 'a task message is set aside');
  await delivery.setAside(reason);
}

/** A task that another program's producer made goes to the coordinators, who take it in as a recording. */
async function passOn(
  options: TakerOptions,
  task: WorkerTask,
  queue: string,
  delivery: Delivery,
): Promise<void> {
  try {
    await options.broker.publish(foundQueue(task.kind), delivery.message);
  } catch (error) {
    if (!(error instanceof EfirError) || error.transient) throw error;
    await setAside(options, queue, delivery, error.message);
    return;
  }
  await delivery.ack();
}

/** The task as it is, or failing at once where this worker must not or cannot do it. */
function guard({ folders }: TakerOptions, task: WorkerTask, message: TaskMessage): WorkerTask {
  const { needs } = message;
  if (needs !== undefined && needs > task.version) {
    return refuse(task, new EfirError('message-too-new', { known: task.version, needed: needs }));
  }
  if (!folders) return task;
  return {
    ...task,
    async *run(context, given, signal) {
      // The path comes over the wire: what it names must be a recording, and nothing else of this machine.
      const file_path = await findBelow(folders, given.file_path);
      yield* task.run(context, { ...given, file_path }, signal);
    },
  };
}

/** The same kind of task, failing at once: whoever waits for it learns why. */
function refuse(task: WorkerTask, error: EfirError): WorkerTask {
  return {
    ...task,
    // biome-ignore lint/correctness/useYield: a task that only fails
    async *run() {
      throw error;
    },
  };
}

function unreadable(reason: string): EfirError {
  return new EfirError('internal', { detail: `the task message cannot be read: ${reason}` });
}
