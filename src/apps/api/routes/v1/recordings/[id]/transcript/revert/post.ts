import { z } from 'zod';
import { revertTranscript } from '../../../../../../../../domain/media/index.ts';
import { readGivenVersion } from '../../../../../../entity-tags.ts';
import { failures } from '../../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../../schemas/recording.ts';
import { ifMatchHeaders, versionSchema } from '../../../../../../schemas/transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

const bodySchema = z.strictObject({
  version: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .meta({ description: 'The version that is to be had again' }),
});

export function postRevert(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/recordings/:id/transcript/revert',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['transcripts'],
        summary: 'Go back to a former version of a transcript',
        description: 'A new version that is equal to it; what came between stays in the history.',
        params: recordingParams,
        headers: ifMatchHeaders,
        body: bodySchema,
        response: { 200: z.object({ version: versionSchema }), ...failures },
      },
    },
    async (request) => {
      const { by, tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const version = await revertTranscript(database, {
        ...{ tenantId, recordingId, by },
        to: request.body.version,
        version: readGivenVersion(request.headers['if-match'], undefined),
      });
      request.log.info({ recording_id: recordingId, version }, 'transcript reverted');
      return { version };
    },
  );
}
