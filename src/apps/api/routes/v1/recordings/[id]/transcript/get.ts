import { z } from 'zod';
import { transcriptFormats } from '../../../../../../../compute/speech/transcript.ts';
import { getTranscript } from '../../../../../../../domain/media/index.ts';
import { hasTag, writeTag } from '../../../../../entity-tags.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { transcriptAnswer } from '../../../../../schemas/transcript.ts';
import { sendTranscript } from '../../../../../send-transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

const querySchema = z.strictObject({
  format: z.enum(transcriptFormats).default('json'),
  times: z
    .enum(['true', 'false'])
    .optional()
    .describe('Whether paragraphs of `txt` begin with their time; `false` where nothing is said'),
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional()
    .meta({ description: 'A former version; the newest without it' }),
});
const headersSchema = z.object({
  'if-none-match': z
    .string()
    .max(1000)
    .optional()
    .meta({ description: 'ETag of an answer that you have: 304 when it still holds' }),
});

export function getRecordingTranscript(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/recordings/:id/transcript',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['transcripts'],
        summary: 'Get the transcript of a finished recording',
        params: recordingParams,
        querystring: querySchema,
        headers: headersSchema,
        response: { 200: transcriptAnswer, 304: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { format, times, version } = request.query;
      const { tenantId } = callerOf(request);
      const { texts } = request;
      const recordingId = readRecordingId(request.params);
      const found = await getTranscript(database, tenantId, recordingId, texts, version);
      const { fileName, transcript } = found;
      const tag = writeTag(transcript.version ?? 1, [transcript, format, times, texts.language, fileName]);
      reply.header('etag', tag).header('cache-control', 'private, no-cache');
      if (hasTag(request.headers['if-none-match'], tag)) return reply.code(304).send(null);
      return sendTranscript(reply, found, { format, times: times === 'true', texts });
    },
  );
}
