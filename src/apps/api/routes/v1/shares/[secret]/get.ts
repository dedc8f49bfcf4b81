import { z } from 'zod';
import {
  sharedTranscriptSchema,
  shareTranscript,
} from '../../../../../../compute/speech/shared-transcript.ts';
import { noteOpening } from '../../../../../../domain/library/index.ts';
import { getTranscript } from '../../../../../../domain/media/index.ts';
import { openShared, sharedParams } from '../../../../open-share.ts';
import { limitByAddress } from '../../../../pages/upload-form.ts';
import { failures } from '../../../../schemas/error.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';

const sharedSchema = z
  .object({
    file_name: z.string(),
    created_at: z.string().meta({ format: 'date-time' }),
    audio: z.boolean().meta({ description: 'Whether the sound may be heard, too' }),
    transcript: sharedTranscriptSchema,
  })
  .meta({ id: 'SharedTranscript' });

export function getShared(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/shares/:secret',
    {
      config: limitByAddress,
      schema: {
        tags: ['library'],
        summary: 'Read the transcript that a link shares, without a key',
        params: sharedParams,
        response: { 200: sharedSchema, ...failures },
      },
    },
    async (request, reply) => {
      const share = await openShared(database, request, request.params.secret, reply);
      const { tenantId, recordingId } = share;
      const { createdAt, fileName, transcript } = await getTranscript(database, tenantId, recordingId);
      await noteOpening(database, share);
      return {
        file_name: fileName,
        created_at: createdAt.toISOString(),
        audio: share.audio,
        transcript: shareTranscript(transcript, request.texts),
      };
    },
  );
}
