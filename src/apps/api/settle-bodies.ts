import type { IncomingMessage } from 'node:http';
import type { ApiServer } from './server.ts';

/** How long the rest of a refused upload is taken in and thrown away, so that its sender comes to read the answer. */
const lingerMilliseconds = 10_000;

/**
 * Minds request bodies that nobody reads. With `Expect: 100-continue` a body is asked for only after key, scope
 * and rate were found right. A refused upload that is already on its way is drained for a while: closing at once
 * would reset the connection, and the sender would see that in place of our answer.
 */
export function settleBodies(app: ApiServer): void {
  acceptEmptyJson(app);
  app.server.on('checkContinue', (request, response) => app.server.emit('request', request, response));
  app.addHook('preParsing', async (request, reply) => {
    if (/^100-continue$/i.test(request.headers.expect ?? '')) reply.raw.writeContinue();
  });
  app.addHook('onResponse', async (request) => {
    if (!request.raw.complete && !request.raw.destroyed) drain(request.raw);
  });
}

/** Many clients say JSON on every request, also where there is nothing to send. */
function acceptEmptyJson(app: ApiServer): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, body as string, done);
  });
}

function drain(request: IncomingMessage): void {
  const timer = setTimeout(() => request.destroy(), lingerMilliseconds);
  const done = () => clearTimeout(timer);
  request.once('end', done).once('close', done).on('error', done);
  request.resume();
}
