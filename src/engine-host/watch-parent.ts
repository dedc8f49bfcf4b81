import { endAsOrphan } from './orphan.ts';

/**
 * Runs in a thread of the engine host, because a host whose main thread is blocked by a model does not see its
 * channel close.
 */
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) endAsOrphan();
}, 500);
