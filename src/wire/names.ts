/** Names on the broker. The first three are known to other programs. */
export const taskQueue = (kind: string, engine?: string) =>
  engine ? `${kind}:tasks:${engine}` : `${kind}:tasks`;
/** The kind and engine behind a queue's name; undefined for a name that is no task queue. */
export function parseTaskQueue(queue: string): { kind: string; engine: string | null } | undefined {
  const [, kind, engine] = /^([^:]+):tasks(?::(.+))?$/.exec(queue) ?? [];
  return kind === undefined ? undefined : { kind, engine: engine ?? null };
}
export const taskGroup = (kind: string) => `${kind}-workers`;
/** @public Where other programs' workers answer. */
export const resultQueue = (kind: string) => `${kind}:results`;
export const eventQueue = (kind: string) => `${kind}:events`;
export const eventGroup = 'coordinators';
export const controlTopic = (kind: string) => `${kind}:control`;
export const rollCallTopic = 'workers:roll-call';
