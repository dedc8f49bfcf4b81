import { z } from 'zod';
import { getTranscript, longestName, nameSpeaker } from '../../../../../../../../domain/media/index.ts';
import { readGivenVersion } from '../../../../../../entity-tags.ts';
import { failures } from '../../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../../schemas/recording.ts';
import {
  givenVersionSchema,
  ifMatchHeaders,
  revisedSpeakersSchema,
} from '../../../../../../schemas/transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

const bodySchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(10 * longestName)
    .nullable()
    .meta({ description: 'Up to 100 characters; null takes the name away', example: 'Anna' }),
  version: givenVersionSchema,
});

export function patchSpeaker(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/recordings/:id/speakers/:speaker',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['transcripts'],
        summary: 'Name a speaker, once for the whole recording',
        params: recordingParams.extend({ speaker: z.string() }),
        headers: ifMatchHeaders,
        body: bodySchema,
        response: { 200: revisedSpeakersSchema, ...failures },
      },
    },
    async (request) => {
      const { by, tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const version = await nameSpeaker(database, {
        ...{ tenantId, recordingId, by },
        speaker: request.params.speaker,
        name: request.body.name,
        version: readGivenVersion(request.headers['if-match'], request.body.version),
      });
      request.log.info({ recording_id: recordingId, version }, 'speaker named');
      const { transcript } = await getTranscript(database, tenantId, recordingId, undefined, version);
      return { version, speakers: transcript.speakers ?? [] };
    },
  );
}
