/** Names on the broker. The first three are known to other programs. */
export const taskQueue = (kind: string, engine?: string) =>
  engine ? `${kind}:tasks:${engine}` : `${kind}:tasks`;
/** The kind and engine behind a queue's name; undefined for a name that is no task queue. */
export function parseTaskQueue(queue: string): { kind: string; engine: string | null } | undefined {
  const [, kind, engine] = /^([^:]+):tasks(?::(.+))?$/.exec(queue) ?? [];
  return kind === undefined ? undefined : { kind, engine: engine ?? null };
}
export const taskGroup = (kind: string) => `${kind}-workers`;
/** Where other programs' workers answer, and other programs' producers read. */
export const resultQueue = (kind: string) => `${kind}:results`;
/** Where the answer to one task goes besides, when its producer asks for it. */
export const replyQueue = (taskId: string) => `result:${taskId}`;
/** Workers to coordinators: tasks of other programs' producers, which are to be taken in as recordings. */
export const foundQueue = (kind: string) => `${kind}:found`;
/** Where messages are kept that could not be understood. */
export const rejectedQueue = (queue: string) => `${queue}:rejected`;
/**
 * Whether other programs read and write the queue: there each top-level field of a message is to be found by itself,
 * where the broker has fields.
 */
export const isSharedQueue = (queue: string) => /^[^:]+:(tasks(:.+)?|results)$|^result:/.test(queue);
export const eventQueue = (kind: string) => `${kind}:events`;
export const eventGroup = 'coordinators';
export const controlTopic = (kind: string) => `${kind}:control`;
export const rollCallTopic = 'workers:roll-call';
