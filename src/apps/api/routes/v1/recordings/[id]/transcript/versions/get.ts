import { z } from 'zod';
import { listVersions } from '../../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../../schemas/recording.ts';
import { presentVersionPage, versionPageSchema } from '../../../../../../schemas/transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

const querySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional()
    .meta({ description: '`next_before` of the page before' }),
});

export function getVersions(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/recordings/:id/transcript/versions',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['transcripts'],
        summary: 'List the versions of a transcript: who made which, when, and of what',
        params: recordingParams,
        querystring: querySchema,
        response: { 200: versionPageSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      return presentVersionPage(await listVersions(database, tenantId, recordingId, request.query));
    },
  );
}
