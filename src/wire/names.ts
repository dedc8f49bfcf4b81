/** Names on the broker. The first three are known to other programs. */
export const taskQueue = (kind: string, engine?: string) =>
  engine ? `${kind}:tasks:${engine}` : `${kind}:tasks`;
export const taskGroup = (kind: string) => `${kind}-workers`;
export const resultQueue = (kind: string) => `${kind}:results`;
export const eventQueue = (kind: string) => `${kind}:events`;
export const eventGroup = 'coordinators';
export const controlTopic = (kind: string) => `${kind}:control`;
export const rollCallTopic = 'workers:roll-call';
