import { changeHighlight } from '../../../../../../../../domain/library/index.ts';
import { failures } from '../../../../../../schemas/error.ts';
import {
  highlightChange,
  highlightParams,
  highlightSchema,
  presentHighlight,
  readHighlightId,
} from '../../../../../../schemas/library.ts';
import { readRecordingId } from '../../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

export function patchHighlight(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/recordings/:id/highlights/:highlight',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Change a highlight',
        params: highlightParams,
        body: highlightChange,
        response: { 200: highlightSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const where = {
        tenantId,
        recordingId: readRecordingId(request.params),
        id: readHighlightId(request.params),
      };
      const { end, note, start } = request.body;
      const change = {
        ...(start === undefined ? {} : { start }),
        ...(end === undefined ? {} : { end }),
        ...(note === undefined ? {} : { note }),
      };
      return presentHighlight(await changeHighlight(database, where, change));
    },
  );
}
