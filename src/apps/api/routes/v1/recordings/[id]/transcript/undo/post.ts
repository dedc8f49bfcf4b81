import { z } from 'zod';
import { undoChange } from '../../../../../../../../domain/media/index.ts';
import { readGivenVersion } from '../../../../../../entity-tags.ts';
import { failures } from '../../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../../schemas/recording.ts';
import { ifMatchHeaders, versionSchema } from '../../../../../../schemas/transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

const bodySchema = z.strictObject({
  version: z
    .int()
    .min(2)
    .max(2 ** 31 - 1)
    .meta({ description: 'The version whose change is to be undone' }),
});

export function postUndo(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/recordings/:id/transcript/undo',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['transcripts'],
        summary: 'Undo one change of a transcript, and none that came behind it',
        description:
          'A new version; to undo that one makes the change anew. Where anything of it was changed again since, nothing is undone and the answer is 409 `change-overwritten`.',
        params: recordingParams,
        headers: ifMatchHeaders,
        body: bodySchema,
        response: { 200: z.object({ version: versionSchema }), ...failures },
      },
    },
    async (request) => {
      const { by, tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const { version } = await undoChange(database, {
        ...{ tenantId, recordingId, by },
        change: request.body.version,
        version: readGivenVersion(request.headers['if-match'], undefined),
      });
      request.log.info({ recording_id: recordingId, version }, 'change of a transcript undone');
      return { version };
    },
  );
}
