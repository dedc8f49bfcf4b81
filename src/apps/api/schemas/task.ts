import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { isUuid, type TaskId } from '../../../core/ids.ts';
import { type StoredError, taskStates } from '../../../db/schema.ts';
import { presentStanding, type Standing, type Task, type TaskAttempt } from '../../../domain/media/index.ts';
import { describeError } from '../../../texts/describe-error.ts';
import type { Texts } from '../../../texts/texts.ts';
import { errorSchema } from './error.ts';

const time = z.string().meta({ format: 'date-time' });
const uuid = z.string().meta({ format: 'uuid' });

/** A kind of task, or the code of an error. */
export const wordSchema = z.string().regex(/^[\w.-]{1,64}$/);

export const taskSchema = z
  .object({
    id: uuid,
    recording_id: uuid,
    file_name: z.string().meta({ description: 'Of the recording' }),
    kind: z.string(),
    engine: z.string().nullable(),
    state: z.enum(taskStates),
    priority: z.int(),
    due_at: time,
    pieces: z.int().meta({ description: 'Pieces that are stored: they are not computed again' }),
    failures: z.int().meta({ description: 'Transient failures since the last piece' }),
    losses: z.int().meta({ description: 'Workers lost since the last piece' }),
    error: errorSchema.nullable().meta({ description: 'Why it is dead, or waits again' }),
    processed: z.number().meta({ description: 'Seconds of the recording that are transcribed' }),
    duration: z.number().nullable().meta({ description: 'Of the recording, once a worker has looked' }),
    worker_id: z.string().nullable().meta({ description: 'Who has it, or had it last' }),
    place: z.int().nullable().meta({ description: 'How many start before it; null when it does not wait' }),
    seconds_left: z.int().nullable().meta({ description: 'Estimate until it is done; null while unknown' }),
    request_id: z.string().meta({ description: 'Of the request that sent the recording in' }),
    created_at: time,
    finished_at: time.nullable(),
  })
  .meta({ id: 'Task' });

export const taskWithAttemptsSchema = taskSchema.extend({
  attempts: z.array(
    z.object({
      number: z.int(),
      state: z.enum(['dispatched', 'running', 'succeeded', 'failed', 'lost', 'stopped']),
      worker_id: z.string().nullable(),
      error: errorSchema.nullable(),
      created_at: time,
      finished_at: time.nullable(),
    }),
  ),
});

/** Without `standing` nothing is said of when it will be done. */
export function presentTask(task: Task, texts: Texts, standing: Standing = {}): z.infer<typeof taskSchema> {
  return {
    id: task.id,
    recording_id: task.recordingId,
    file_name: task.fileName,
    kind: task.kind,
    engine: task.engine,
    state: task.state,
    priority: task.priority,
    due_at: task.dueAt.toISOString(),
    pieces: task.pieces,
    failures: task.failures,
    losses: task.losses,
    error: presentError(task.error, task, texts),
    processed: task.processed,
    duration: task.duration,
    worker_id: task.workerId,
    ...presentStanding(standing),
    request_id: task.requestId,
    created_at: task.createdAt.toISOString(),
    finished_at: task.finishedAt?.toISOString() ?? null,
  };
}

export function presentTaskWithAttempts(
  task: Task & { readonly attempts: readonly TaskAttempt[] },
  texts: Texts,
  standing?: Standing,
): z.infer<typeof taskWithAttemptsSchema> {
  const attempts = task.attempts.map((attempt) => ({
    number: attempt.number,
    state: attempt.state,
    worker_id: attempt.workerId,
    error: presentError(attempt.error, task, texts),
    created_at: attempt.createdAt.toISOString(),
    finished_at: attempt.finishedAt?.toISOString() ?? null,
  }));
  return { ...presentTask(task, texts, standing), attempts };
}

function presentError(error: StoredError | null, { requestId }: Task, texts: Texts) {
  return error && describeError(EfirError.fromRecord(error), texts, requestId);
}

export const taskParams = z.object({ id: uuid });

/** An id that is none belongs to no task: the same answer as for one of another tenant. */
export function readTaskId(params: z.infer<typeof taskParams>): TaskId {
  if (!isUuid(params.id)) throw new EfirError('task-not-found', { id: params.id });
  return params.id as TaskId;
}
