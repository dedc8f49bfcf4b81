import { z } from 'zod';
import { assignSegments, readChanges } from '../../../../../../../../domain/media/index.ts';
import { readGivenVersion } from '../../../../../../entity-tags.ts';
import { failures } from '../../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../../schemas/recording.ts';
import {
  givenVersionSchema,
  ifMatchHeaders,
  revisedSpeakersSchema,
  someSegmentsSchema,
} from '../../../../../../schemas/transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

const bodySchema = z.strictObject({
  segments: someSegmentsSchema.meta({ description: 'Indexes of segments' }),
  speaker: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .meta({ description: 'Who says them: one of the transcript’s speakers, or null', example: 'S1' }),
  version: givenVersionSchema,
});

export function postAssign(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/recordings/:id/speakers/assign',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['transcripts'],
        summary: 'Say who speaks in some segments, all in one version',
        params: recordingParams,
        headers: ifMatchHeaders,
        body: bodySchema,
        response: { 200: revisedSpeakersSchema, ...failures },
      },
    },
    async (request) => {
      const { by, tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const { segments, speaker } = request.body;
      const { version } = await assignSegments(database, {
        ...{ tenantId, recordingId, by, segments, speaker },
        version: readGivenVersion(request.headers['if-match'], request.body.version),
      });
      request.log.info({ recording_id: recordingId, version }, 'segments given to a speaker');
      const { speakers } = await readChanges(database, tenantId, recordingId, version);
      return { version, speakers: [...speakers] };
    },
  );
}
