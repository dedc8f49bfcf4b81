import { z } from 'zod';
import { deleteHighlight } from '../../../../../../../../domain/library/index.ts';
import { failures } from '../../../../../../schemas/error.ts';
import { highlightParams, readHighlightId } from '../../../../../../schemas/library.ts';
import { readRecordingId } from '../../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

export function deleteOneHighlight(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/recordings/:id/highlights/:highlight',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Delete a highlight',
        params: highlightParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      await deleteHighlight(database, { tenantId, recordingId, id: readHighlightId(request.params) });
      return reply.code(204).send(null);
    },
  );
}
