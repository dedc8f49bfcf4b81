import { z } from 'zod';
import { findRecordings, presentRecording, recordingOrders } from '../../../../../domain/media/index.ts';
import { failures } from '../../../schemas/error.ts';
import { recordingSchema } from '../../../schemas/recording.ts';
import { filterQuery, readFilter } from '../../../schemas/recording-filter.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const querySchema = z.strictObject({
  ...filterQuery,
  sort: z.enum(recordingOrders).default('newest'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z
    .string()
    .max(5_000)
    .optional()
    .meta({ description: '`next_cursor` of the page before, in the same order' }),
});
const pageSchema = z.object({
  recordings: z.array(recordingSchema),
  next_cursor: z.string().nullable().meta({ description: 'Null on the last page' }),
});

export function listRecordings(app: ApiServer, { database, standings }: ApiContext): void {
  app.get(
    '/v1/recordings',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['recordings'],
        summary: 'List recordings, those of a folder, with a tag, …',
        querystring: querySchema,
        response: { 200: pageSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const { cursor, limit, sort, ...filter } = request.query;
      const query = { tenantId, cursor, limit, sort, ...readFilter(filter) };
      const { recordings, nextCursor } = await findRecordings(database, query);
      const found = await standings.read(tenantId, recordings);
      return {
        recordings: recordings.map((recording) =>
          presentRecording(recording, request.texts, found.get(recording.id)),
        ),
        next_cursor: nextCursor ?? null,
      };
    },
  );
}
