import { z } from 'zod';
import { failures } from '../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../server.ts';
import { readSessionId } from '../../upload-session.ts';

const answerSchema = z
  .union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))])
  .meta({ description: 'The answer, or the answers of a batch in its order' });

export function postRpc(app: ApiServer, context: ApiContext): void {
  app.register(async (scope: ApiServer) => {
    // What is no JSON is answered by the letter of JSON-RPC, so the bytes come as they are.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(
      '/rpc',
      {
        // A little more than is taken, so that what is too large is told in the words of JSON-RPC too.
        bodyLimit: context.rpcMessageSize + 64 * 1024,
        config: { keyed: true, describedBody },
        schema: {
          tags: ['calls'],
          summary: 'Call methods by JSON-RPC 2.0',
          description:
            'The same methods as over RabbitMQ; `system.describe` lists them with their parameters. Batches and notifications are understood. ' +
            'A session id of `POST /files/upload` may come as X-Session-Id or cookie.',
          response: {
            200: answerSchema,
            204: z.null().meta({ description: 'Only notifications came' }),
            ...failures,
          },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const gone = new AbortController();
        reply.raw.once('close', () => gone.abort());
        const { answer } = await context.dispatch({
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          headers: flatten(request.headers),
          authenticate: async () => caller,
          requestId: request.id,
          trace: request.trace,
          texts: request.texts,
          sessionId: readSessionId(request),
          signal: AbortSignal.any([gone.signal, context.closing]),
          logger: request.log,
        });
        if (answer === undefined) return reply.code(204).send(null);
        return reply
          .type('application/json; charset=utf-8')
          .serializer(String)
          .send(answer as never);
      },
    );
  });
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]));
}

const call = {
  type: 'object',
  required: ['jsonrpc', 'method'],
  properties: {
    jsonrpc: { type: 'string', enum: ['2.0'] },
    method: { type: 'string', example: 'media.status' },
    params: { oneOf: [{ type: 'object' }, { type: 'array', items: {} }] },
    id: { oneOf: [{ type: 'string' }, { type: 'number' }], description: 'Absent: a notification' },
  },
};
const describedBody = {
  required: true,
  content: { 'application/json': { schema: { oneOf: [call, { type: 'array', items: call }] } } },
};
