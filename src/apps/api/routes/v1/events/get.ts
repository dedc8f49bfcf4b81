import { Readable } from 'node:stream';
import { z } from 'zod';
import { streamFeed } from '../../../events/stream-feed.ts';
import { failures } from '../../../schemas/error.ts';
import { streamSchema } from '../../../schemas/stream.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const headersSchema = z.object({
  'last-event-id': z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'The stream goes on behind this event, or says `reset`' }),
});

export function getAllEvents(app: ApiServer, { callers, feed }: ApiContext): void {
  app.get(
    '/v1/events',
    {
      config: { scope: 'recordings:read', endless: true },
      schema: {
        tags: ['recordings'],
        summary: 'Follow all recordings as server-sent events, to keep a list true',
        description:
          '`ready` says that from here on nothing is missed: read the list then, unless it carries `resumed: true`, since the stream went on behind `Last-Event-ID`. `created` and `changed` carry the recording as `GET /v1/recordings` shows it, `deleted` its `id`; any of them may come twice. ' +
          '`standings` carries `standings`, a list of `id`, `processed`, `place` and `seconds_left` of those that changed, among the newest that have not ended. ' +
          '`reset` says that more happened than is told one by one: read the list again. ' +
          '`end` comes before the stream ends, with a `reason`: `renew` (every five minutes, to show again who asks), `slow` (news was read more slowly than it came), `gone` (whoever asks was signed out, lost access or looks at another account) or `closing`. Come again with `Last-Event-ID`, as browsers do by themselves, and nothing is missed.',
        headers: headersSchema,
        response: {
          200: { description: 'The events', content: { 'text/event-stream': { schema: streamSchema() } } },
          ...failures,
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const listener = feed.listen(caller.tenantId, request.headers['last-event-id']);
      const gone = new AbortController();
      const watched = callers.watch(caller, () => listener.end('gone'));
      reply.raw.once('close', () => {
        watched.close();
        gone.abort();
      });
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(Readable.from(streamFeed(listener, request.texts, gone.signal), { highWaterMark: 16 }));
    },
  );
}
