import { z } from 'zod';
import type { Delivery } from '../../ports/broker.ts';
import { type TaskMessage, taskMessageReader } from '../../wire/task-message.ts';

export type ReadTask =
  | { readonly verdict: 'task'; readonly message: TaskMessage }
  /** A task of another program's producer: coordinators take it in. */
  | { readonly verdict: 'found' }
  /** One of ours that cannot be read: whoever waits for it learns why. */
  | { readonly verdict: 'broken'; readonly message: TaskMessage; readonly reason: string }
  | { readonly verdict: 'unreadable'; readonly reason: string };

/** Tells ours from others' by the recording that ours name. */
export function readTask({ message: given }: Pick<Delivery, 'message'>): ReadTask {
  const named = namedSchema.safeParse(given);
  if (!named.success) return { verdict: 'unreadable', reason: wordFault(named.error) };
  const { task_id, recording_id } = named.data;
  if (!recording_id) return { verdict: 'found' };
  const parsed = taskMessageReader.safeParse(given);
  if (parsed.success) return { verdict: 'task', message: parsed.data };
  return {
    verdict: 'broken',
    message: taskMessageReader.parse({ task_id, recording_id, file_path: '-' }),
    reason: wordFault(parsed.error),
  };
}

const namedSchema = z.looseObject({
  task_id: z.string().min(1).max(200),
  recording_id: z.string().max(200).nullish(),
});

/** A huge message must not fill the log. */
function wordFault(error: z.ZodError): string {
  return z.prettifyError(error).slice(0, 1000);
}
