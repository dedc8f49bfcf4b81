import { z } from 'zod';
import { shareTranscript } from '../../../../../../../compute/speech/shared-transcript.ts';
import { transcriptFormats } from '../../../../../../../compute/speech/transcript.ts';
import { getTranscript } from '../../../../../../../domain/media/index.ts';
import { openShared, sharedParams } from '../../../../../open-share.ts';
import { limitByAddress } from '../../../../../pages/upload-form.ts';
import { failures } from '../../../../../schemas/error.ts';
import { transcriptAnswer } from '../../../../../schemas/transcript.ts';
import { sendTranscript } from '../../../../../send-transcript.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';

const querySchema = z.strictObject({
  format: z.enum(transcriptFormats).default('txt'),
  times: z.enum(['true', 'false']).optional().describe('Whether paragraphs of `txt` begin with their time'),
});

export function getSharedTranscript(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/shares/:secret/transcript',
    {
      config: limitByAddress,
      schema: {
        tags: ['library'],
        summary: 'Download the transcript that a link shares, without a key',
        params: sharedParams,
        querystring: querySchema,
        response: { 200: transcriptAnswer, ...failures },
      },
    },
    async (request, reply) => {
      const { params, query, texts } = request;
      const { recordingId, tenantId } = await openShared(database, request, params.secret, reply);
      const found = await getTranscript(database, tenantId, recordingId);
      const shared = { ...found, transcript: shareTranscript(found.transcript, texts) };
      return sendTranscript(reply, shared, { format: query.format, times: query.times === 'true', texts });
    },
  );
}
