import { Worker } from 'node:worker_threads';
import { endAsOrphan } from './orphan.ts';
import { type FromHost, heartbeatMilliseconds, type ToHost } from './protocol.ts';
import { startSession } from './session.ts';

/**
 * The engine host: a child process that holds one model. Its parent is client.ts, and it never outlives it: the
 * end of the channel ends it, and so does watch-parent.ts while the main thread is blocked.
 */
const send = (message: FromHost) => {
  if (process.connected) process.send?.(message);
};

new Worker(new URL('./watch-parent.ts', import.meta.url)).unref();

const session = startSession(send, () => process.exit(0));
setInterval(() => send({ type: 'alive' }), heartbeatMilliseconds);
process.on('message', (message: ToHost) => session.take(message));
process.on('disconnect', endAsOrphan);
