import { z } from 'zod';
import { getTranscript, mergeSpeakers } from '../../../../../../../../domain/media/index.ts';
import { readGivenVersion } from '../../../../../../entity-tags.ts';
import { failures } from '../../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../../schemas/recording.ts';
import {
  givenVersionSchema,
  ifMatchHeaders,
  revisedSpeakersSchema,
} from '../../../../../../schemas/transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

const speaker = z.string().min(1).max(100);
const bodySchema = z.strictObject({
  from: z
    .array(speaker)
    .min(1)
    .max(100)
    .meta({ description: 'Who are nobody of their own', example: ['S2'] }),
  into: speaker.meta({ description: 'Whose voice it is', example: 'S1' }),
  version: givenVersionSchema,
});

export function postMerge(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/recordings/:id/speakers/merge',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['transcripts'],
        summary: 'Make one speaker of several',
        description: 'A new version; going back to the one before brings all of them back.',
        params: recordingParams,
        headers: ifMatchHeaders,
        body: bodySchema,
        response: { 200: revisedSpeakersSchema, ...failures },
      },
    },
    async (request) => {
      const { by, tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const { from, into } = request.body;
      const version = await mergeSpeakers(database, {
        ...{ tenantId, recordingId, by, from, into },
        version: readGivenVersion(request.headers['if-match'], request.body.version),
      });
      request.log.info({ recording_id: recordingId, version }, 'speakers merged');
      const { transcript } = await getTranscript(database, tenantId, recordingId, undefined, version);
      return { version, speakers: transcript.speakers ?? [] };
    },
  );
}
