import { z } from 'zod';
import { recordingStates } from '../../../../../db/schema.ts';
import { findRecordings, presentRecording } from '../../../../../domain/media/index.ts';
import { failures } from '../../../schemas/error.ts';
import { recordingSchema } from '../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const querySchema = z.strictObject({
  state: z.enum(recordingStates).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional().meta({ description: '`next_cursor` of the page before' }),
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
        summary: 'List recordings, newest first',
        querystring: querySchema,
        response: { 200: pageSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const { recordings, nextCursor } = await findRecordings(database, { tenantId, ...request.query });
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
