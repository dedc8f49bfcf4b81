import { Readable } from 'node:stream';
import { z } from 'zod';
import { readRecordingEvents } from '../../../../../../../domain/media/index.ts';
import { streamEvents } from '../../../../../events/stream-events.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { streamSchema } from '../../../../../schemas/stream.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

const headersSchema = z.object({
  'last-event-id': z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: 'The stream goes on behind this event' }),
});

export function getEvents(app: ApiServer, context: ApiContext): void {
  app.get(
    '/v1/recordings/:id/events',
    {
      config: { scope: 'recordings:read', endless: true },
      schema: {
        tags: ['recordings'],
        summary: 'Follow a recording as server-sent events',
        description:
          'From the first event on, also for those who come late: `state`, `fetching` (from a link: bytes that came), `media`, `segment`, `progress`, `completed`, `revised`. ' +
          '`revised` says that segments which were told before are not as they were (speakers were told apart at the end, or somebody corrected them): get the transcript, which has that version now. ' +
          '`progress` also tells the `place` in the queue and the `seconds_left`; while nothing else happens it comes without an id. ' +
          'The stream ends when the recording has ended, or its listener was signed out or lost access; a listener that has everything gets 204, and its browser stops asking.',
        params: recordingParams,
        headers: headersSchema,
        response: {
          200: { description: 'The events', content: { 'text/event-stream': { schema: streamSchema() } } },
          204: z.null(),
          ...failures,
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const recordingId = readRecordingId(request.params);
      const after = request.headers['last-event-id'] ?? 0;
      const next = await readRecordingEvents(context.database, { tenantId, recordingId, after, limit: 1 });
      if (after > 0 && next.complete && next.events.length === 0) return reply.code(204).send(null);

      const gone = new AbortController();
      const watched = context.callers.watch(caller, () => gone.abort());
      reply.raw.once('close', () => {
        watched.close();
        gone.abort();
      });
      const signal = AbortSignal.any([gone.signal, context.closing]);
      const { texts } = request;
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(Readable.from(streamEvents(context, { tenantId, recordingId, after, texts, signal })));
    },
  );
}
