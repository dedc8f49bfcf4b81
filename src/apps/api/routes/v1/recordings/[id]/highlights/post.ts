import { createHighlight } from '../../../../../../../domain/library/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { highlightInput, highlightSchema, presentHighlight } from '../../../../../schemas/library.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function postHighlight(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/recordings/:id/highlights',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Mark a stretch of a recording',
        params: recordingParams,
        body: highlightInput,
        response: { 201: highlightSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { by, tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const highlight = await createHighlight(database, { tenantId, recordingId, by }, request.body);
      return reply.code(201).send(presentHighlight(highlight));
    },
  );
}
