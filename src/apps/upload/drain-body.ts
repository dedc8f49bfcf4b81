import type { IncomingMessage } from 'node:http';

/** How long the rest of a refused upload is taken in and thrown away, so that its sender comes to read the answer. */
const lingerMilliseconds = 10_000;

/**
 * Minds a body that nobody read, once its request is answered. A refused upload that is already on its way is drained
 * for a while: closing at once would reset the connection, and the sender would see that in place of our answer.
 */
export function drainBody(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  const timer = setTimeout(() => request.destroy(), lingerMilliseconds);
  const done = () => clearTimeout(timer);
  request.once('end', done).once('close', done).on('error', done);
  request.resume();
}
