import type { TaskKind } from '../../compute/define-task.ts';
import { crashPoint } from '../../core/crash-points.ts';
import { EfirError, toEfirError } from '../../core/errors.ts';
import { createRunId, type RunId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Broker } from '../../ports/broker.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { SpeechEngines } from '../../ports/speech-engine.ts';
import type { WorkerEvent } from '../../wire/event-message.ts';
import { eventQueue } from '../../wire/names.ts';
import type { TaskMessage } from '../../wire/task-message.ts';
import { createEventOutbox, type EventOutbox } from './event-outbox.ts';

/** What a task may use on a worker. */
export interface TaskContext {
  readonly media: MediaTool;
  readonly engines: SpeechEngines;
  readonly logger: Logger;
}

export type WorkerTask = TaskKind<TaskContext, TaskMessage, WorkerEvent>;

/** One try at one attempt. */
export interface Run {
  readonly taskId: string;
  readonly runId: RunId;
  /** Resolves when the broker has heard that the run began. */
  readonly begun: Promise<void>;
  /** Resolves when nothing is computed any more. */
  readonly finished: Promise<void>;
  /** Resolves when, beyond that, all events are stored or not wanted. */
  readonly settled: Promise<void>;
  forget(seq: number): void;
  /** Nobody wants it: ends without another word. */
  stop(): void;
  /** The worker leaves: ends, and says so. */
  giveBack(): void;
}

export interface RunOptions {
  readonly task: WorkerTask;
  readonly message: TaskMessage;
  readonly context: Omit<TaskContext, 'logger'>;
  readonly broker: Pick<Broker, 'publish'>;
  readonly workerId: string;
  /** Seconds of silence that a coordinator bears. */
  readonly lease: number;
  readonly logger: Logger;
}

/** Longest time until an event that nobody acknowledged is sent again, in milliseconds. */
const longestResend = 3_000;

/** Begins to work on a task. Nothing rejects: whatever goes wrong becomes an event. */
export function runAttempt(options: RunOptions): Run {
  const { task, message, lease, logger } = options;
  const runId = createRunId();
  const outbox = createEventOutbox({
    broker: options.broker,
    queue: eventQueue(task.kind),
    envelope: {
      // In the coordinator's version where that is older: it must be able to read this.
      v: Math.min(task.version, message.v),
      task_id: message.task_id,
      run_id: runId,
      ...(message.request_id === undefined ? {} : { request_id: message.request_id }),
      ...(message.trace === undefined ? {} : { trace: message.trace }),
      ...(message.tenant_id === undefined ? {} : { tenant_id: message.tenant_id }),
    },
    resendAfter: Math.min(longestResend, (lease * 1000) / 3),
    logger,
  });
  const ending = new AbortController();
  const end = (reason: Ending) => ending.abort(reason);
  const begun = outbox.report({ type: 'started', worker_id: options.workerId });
  const finished = compute(options, outbox, ending.signal, end);
  const settled = finished.then(() => outbox.waitUntilEmpty()).then(() => outbox.discard());
  return {
    taskId: message.task_id,
    runId,
    begun,
    finished,
    settled,
    forget: (seq) => outbox.forget(seq),
    stop() {
      outbox.discard();
      end('unwanted');
    },
    giveBack: () => end('leaving'),
  };
}

/** Why a run is ended from outside. */
type Ending = 'unwanted' | 'leaving' | 'timeout';

async function compute(
  { task, message, context, lease, logger }: RunOptions,
  outbox: EventOutbox,
  signal: AbortSignal,
  end: (reason: Ending) => void,
): Promise<void> {
  const started = performance.now();
  const timeLimit = Math.min(message.time_limit ?? task.timeLimit, task.timeLimit);
  const timer = setTimeout(() => end('timeout'), timeLimit * 1000);
  const life = showLife(outbox, lease);
  const work = task.run({ ...context, logger }, message, signal);
  try {
    const last = await forward(work, signal, (event) => {
      life.note(event);
      if (event.type === 'segment') logger.debug({ piece: event.piece }, 'piece computed');
      return outbox.report(event);
    });
    await outbox.report(last);
    crashPoint('result-reported');
  } catch (thrown) {
    await outbox.report(judgeEnd(signal, thrown, timeLimit, logger));
  } finally {
    clearTimeout(timer);
    life.close();
    const seconds = Math.round(performance.now() - started) / 1000;
    logger.info({ seconds, ...(signal.aborted ? { ended: signal.reason } : {}) }, 'task over');
  }
}

/** Reports what the work yields and answers with its last event; throws when it ends without one, or is ended. */
async function forward(
  work: AsyncGenerator<WorkerEvent, void, void>,
  signal: AbortSignal,
  report: (event: WorkerEvent) => Promise<void>,
): Promise<WorkerEvent> {
  for await (const event of work) {
    if (event.type === 'succeeded') return event;
    signal.throwIfAborted();
    if (event.type === 'segment') crashPoint('piece-computed');
    await report(event);
    if (event.type === 'segment') crashPoint('piece-reported');
    if (event.type === 'turns') crashPoint('block-reported');
    signal.throwIfAborted();
  }
  signal.throwIfAborted();
  throw new EfirError('internal', { detail: 'the task ended without a result' });
}

function judgeEnd(signal: AbortSignal, thrown: unknown, timeLimit: number, logger: Logger): WorkerEvent {
  if (signal.reason === 'leaving' || signal.reason === 'unwanted') return { type: 'stopped' };
  const error =
    signal.reason === 'timeout' ? new EfirError('task-timeout', { seconds: timeLimit }) : toEfirError(thrown);
  logger.warn({ error }, 'task failed');
  return { type: 'failed', error: { code: error.code, args: { ...error.args }, transient: error.transient } };
}

/** Reports life, with the last known position, whenever nothing was said for a third of the lease. */
function showLife(outbox: EventOutbox, lease: number): { note(event: WorkerEvent): void; close(): void } {
  let processed: number | undefined;
  const third = (lease * 1000) / 3;
  const timer = setInterval(() => {
    // What is not acknowledged is sent again anyway.
    if (!outbox.empty || outbox.quietFor() < third * 0.9) return;
    void outbox.report(processed === undefined ? { type: 'alive' } : { type: 'progress', processed });
  }, third / 2);
  return {
    note(event) {
      if (event.type === 'segment' || event.type === 'progress') processed = event.processed;
    },
    close: () => clearInterval(timer),
  };
}
