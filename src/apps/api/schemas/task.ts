import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { isUuid, type TaskId } from '../../../core/ids.ts';
import { type StoredError, taskStates } from '../../../db/schema.ts';
import type { Task, TaskAttempt } from '../../../domain/media/index.ts';
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

export function presentTask(task: Task, texts: Texts): z.infer<typeof taskSchema> {
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
    created_at: task.createdAt.toISOString(),
    finished_at: task.finishedAt?.toISOString() ?? null,
  };
}

export function presentTaskWithAttempts(
  task: Task & { readonly attempts: readonly TaskAttempt[] },
  texts: Texts,
): z.infer<typeof taskWithAttemptsSchema> {
  const attempts = task.attempts.map((attempt) => ({
    number: attempt.number,
    state: attempt.state,
    worker_id: attempt.workerId,
    error: presentError(attempt.error, task, texts),
    created_at: attempt.createdAt.toISOString(),
    finished_at: attempt.finishedAt?.toISOString() ?? null,
  }));
  return { ...presentTask(task, texts), attempts };
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
