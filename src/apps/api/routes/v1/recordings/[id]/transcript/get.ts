import { create } from 'content-disposition';
import { z } from 'zod';
import { contentTypes, formatTranscript } from '../../../../../../../compute/speech/formats/index.ts';
import { transcriptFormats } from '../../../../../../../compute/speech/transcript.ts';
import { getTranscript } from '../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { transcriptAnswer } from '../../../../../schemas/transcript.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

const querySchema = z.strictObject({
  format: z.enum(transcriptFormats).default('json'),
  times: z
    .enum(['true', 'false'])
    .optional()
    .describe('Whether paragraphs of `txt` begin with their time; `false` where nothing is said'),
});

export function getRecordingTranscript(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/recordings/:id/transcript',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['recordings'],
        summary: 'Get the transcript of a finished recording',
        params: recordingParams,
        querystring: querySchema,
        response: { 200: transcriptAnswer, ...failures },
      },
    },
    async (request, reply) => {
      const { format, times } = request.query;
      const { tenantId } = callerOf(request);
      const { texts } = request;
      const found = await getTranscript(database, tenantId, readRecordingId(request.params), texts);
      const name = `${found.fileName.replace(/\.[^.]*$/, '')}.${format}`;
      const content = await formatTranscript(found.transcript, format, {
        texts,
        times: times === 'true',
        title: found.fileName,
      });
      return reply
        .type(contentTypes[format])
        .header('content-disposition', create(name, { type: 'inline' }))
        .serializer(String)
        .send(typeof content === 'string' ? content : Buffer.from(content));
    },
  );
}
