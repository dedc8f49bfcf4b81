import { z } from 'zod';
import { getTranscript, longestName, splitSpeaker } from '../../../../../../../../domain/media/index.ts';
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
  segments: someSegmentsSchema.meta({ description: 'Indexes of segments of one speaker, or of nobody' }),
  name: z
    .string()
    .min(1)
    .max(10 * longestName)
    .optional()
    .meta({ description: 'Of the new speaker' }),
  version: givenVersionSchema,
});

export function postSplit(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/recordings/:id/speakers/split',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['transcripts'],
        summary: 'Make a new speaker of some segments of another',
        params: recordingParams,
        headers: ifMatchHeaders,
        body: bodySchema,
        response: { 200: revisedSpeakersSchema.extend({ speaker: z.string() }), ...failures },
      },
    },
    async (request) => {
      const { by, tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const { name, segments } = request.body;
      const { speaker, version } = await splitSpeaker(database, {
        ...{ tenantId, recordingId, by, segments, name },
        version: readGivenVersion(request.headers['if-match'], request.body.version),
      });
      request.log.info({ recording_id: recordingId, version }, 'speaker split');
      const { transcript } = await getTranscript(database, tenantId, recordingId, undefined, version);
      return { version, speaker, speakers: transcript.speakers ?? [] };
    },
  );
}
