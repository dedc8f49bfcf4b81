import { z } from 'zod';
import { listHighlights } from '../../../../../../../domain/library/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { highlightSchema, presentHighlight } from '../../../../../schemas/library.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function getHighlights(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/recordings/:id/highlights',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['library'],
        summary: 'List what is marked in a recording, by its time',
        params: recordingParams,
        response: { 200: z.object({ highlights: z.array(highlightSchema) }), ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const highlights = await listHighlights(database, { tenantId, recordingId });
      return { highlights: highlights.map(presentHighlight) };
    },
  );
}
