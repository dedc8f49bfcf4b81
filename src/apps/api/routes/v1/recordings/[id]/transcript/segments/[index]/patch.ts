import { z } from 'zod';
import { EfirError } from '../../../../../../../../../core/errors.ts';
import { correctSegment, longestText } from '../../../../../../../../../domain/media/index.ts';
import { readGivenVersion } from '../../../../../../../entity-tags.ts';
import { failures } from '../../../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../../../schemas/recording.ts';
import {
  givenVersionSchema,
  ifMatchHeaders,
  revisedSegmentSchema,
} from '../../../../../../../schemas/transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../../server.ts';

const bodySchema = z.strictObject({
  text: z
    .string()
    // Blanks are tidied before characters are counted.
    .max(2 * longestText)
    .optional()
    .meta({ description: 'What was said, 100,000 characters at most; empty: nothing, the segment stays' }),
  speaker: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .optional()
    .meta({ description: 'Who said it: one of the transcript’s speakers, or null', example: 'S1' }),
  certain: z.boolean().default(false).meta({
    description:
      'Somebody listened to it: no word of the segment is doubtful any more, also of those that stay',
  }),
  version: givenVersionSchema,
});
/** Room for a text of the greatest length in any script, escaped. */
const bodyLimit = 2 * 1024 * 1024;

export function patchSegment(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/recordings/:id/transcript/segments/:index',
    {
      bodyLimit,
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['transcripts'],
        summary: 'Correct what a segment says, or who says it',
        description:
          'Its times stay. Words that stay keep their times and confidence, also when only their case or the marks around them change; ' +
          'others share the span of those that they replace. Each change makes a new version of the transcript.',
        params: recordingParams.extend({ index: z.string() }),
        headers: ifMatchHeaders,
        body: bodySchema,
        response: { 200: revisedSegmentSchema, ...failures },
      },
    },
    async (request) => {
      const { certain, speaker, text } = request.body;
      if (text === undefined && speaker === undefined && !certain)
        throw new EfirError('request-invalid', { detail: 'give text, speaker or both' });
      const { by, tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const revised = await correctSegment(database, {
        ...{ tenantId, recordingId, by, speaker, text, certain },
        index: readIndex(request.params.index),
        version: readGivenVersion(request.headers['if-match'], request.body.version),
      });
      request.log.info({ recording_id: recordingId, version: revised.version }, 'segment corrected');
      return revised;
    },
  );
}

/** What is no number is no segment: the same answer as for one that is not there. */
function readIndex(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new EfirError('segment-not-found', { index: text.slice(0, 100) });
  return Number(text);
}
