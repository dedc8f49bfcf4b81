import { z } from 'zod';
import { readChanges } from '../../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../../schemas/recording.ts';
import { presentTranscriptNews, transcriptNewsSchema } from '../../../../../../schemas/transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

const querySchema = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .meta({ description: 'The version that you have' }),
});

export function getChanges(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/recordings/:id/transcript/changes',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['transcripts'],
        summary: 'Get what was changed behind a version: who did, and the segments as they are now',
        description: 'Enough to make the newest version of the one that you have, without getting all of it.',
        params: recordingParams,
        querystring: querySchema,
        response: { 200: transcriptNewsSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      return presentTranscriptNews(await readChanges(database, tenantId, recordingId, request.query.after));
    },
  );
}
