import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { EfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Broker, Delivery } from '../../ports/broker.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { SpeechEngines } from '../../ports/speech-engine.ts';
import type { ControlMessage } from '../../wire/control-message.ts';
import { type TaskMessage, taskMessageSchema } from '../../wire/task-message.ts';
import { type Run, runAttempt, type WorkerTask } from './run-attempt.ts';
import type { Slots } from './slots.ts';
import { within } from './within.ts';

export interface TaskTaker {
  /** Handles one delivery: returns when its computation is over. */
  take(task: WorkerTask, delivery: Delivery): Promise<void>;
  obey(order: Exclude<ControlMessage, { type: 'roll-call' }>): void;
  /** Gives everything back and waits until it stopped and the last events are stored, in milliseconds at most. */
  close(limits: { stopLimit: number; settleLimit: number }): Promise<void>;
}

export interface TakerOptions {
  readonly broker: Broker;
  readonly media: MediaTool;
  readonly engines: SpeechEngines;
  readonly config: Pick<Config, 'taskLease'>;
  readonly slots: Slots;
  readonly workerId: string;
  readonly logger: Logger;
  /** Fires when the worker leaves: nothing new is begun. */
  readonly leaving: AbortSignal;
}

/** Begins a run for each task that comes, and passes on to it what coordinators say. */
export function createTaskTaker(options: TakerOptions): TaskTaker {
  const runs = new Map<string, Run>();
  const find = ({ task_id, run_id }: { task_id: string; run_id?: string | undefined }) =>
    [...runs.values()].filter((run) => run.taskId === task_id && (run_id ?? run.runId) === run.runId);
  const isInWork = (message: TaskMessage) => find({ task_id: message.task_id }).length > 0;

  return {
    async take(task, delivery) {
      const message = readMessage(delivery.message, options.logger);
      if (message === undefined || isInWork(message)) return;
      if (!(await options.slots.take(options.leaving))) return delivery.giveBack();
      try {
        // Again, with nothing awaited until the run is known: its twin may have waited for a place at the same time.
        if (isInWork(message)) return;
        const run = begin(options, task, message, delivery.redelivered);
        runs.set(run.runId, run);
        void run.settled.then(() => runs.delete(run.runId));
        await run.begun;
        await delivery.ack();
        await run.finished;
      } finally {
        options.slots.free();
      }
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

function begin(options: TakerOptions, task: WorkerTask, message: TaskMessage, redelivered: boolean): Run {
  const { broker, media, engines, config, workerId } = options;
  const { task_id, recording_id, request_id, trace, tenant_id } = message;
  const logger = options.logger.child({ task_id, recording_id, request_id, trace, tenant_id });
  logger.info({ kind: task.kind, resume_from: message.resume_from, redelivered }, 'task begun');
  return runAttempt({
    task: message.unreadable === undefined ? task : refuse(task, String(message.unreadable)),
    message,
    context: { media, engines },
    broker,
    workerId,
    lease: message.lease ?? config.taskLease,
    logger,
  });
}

/** The message, or as much of it as is needed to report that it cannot be read; undefined when not even that. */
function readMessage(given: unknown, logger: Logger): TaskMessage | undefined {
  const parsed = taskMessageSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const unreadable = z.prettifyError(parsed.error);
  logger.error({ unreadable }, 'a task message cannot be read');
  const named = z.object({ task_id: z.string().min(1) }).safeParse(given);
  if (!named.success) return undefined;
  return taskMessageSchema.parse({ task_id: named.data.task_id, file_path: '-', unreadable });
}

/** The same kind of task, failing at once: whoever waits for it learns why. */
function refuse(task: WorkerTask, detail: string): WorkerTask {
  return {
    ...task,
    // biome-ignore lint/correctness/useYield: a task that only fails
    async *run() {
      throw new EfirError('internal', { detail: `the task message cannot be read: ${detail}` });
    },
  };
}
