import { z } from 'zod';
import { createShare } from '../../../../../../../domain/library/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { presentShare, shareSchema } from '../../../../../schemas/library.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

const bodySchema = z.strictObject({
  audio: z.boolean().default(false).meta({ description: 'Whether the sound may be heard, too' }),
  password: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .meta({ description: 'Without it whoever has the link may read' }),
  expires_in: z
    .int()
    .min(60)
    .max(10 * 365 * 86_400)
    .optional()
    .meta({ description: 'Seconds; without it the link works until it is revoked' }),
});
const answerSchema = shareSchema.extend({
  path: z.string().meta({ description: 'Of the page that shows it, on this server. It is told this once' }),
});

export function postShare(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/recordings/:id/shares',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Share a transcript with people without an account',
        params: recordingParams,
        body: bodySchema,
        response: { 201: answerSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { by, tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const { audio, expires_in: lifetime, password } = request.body;
      const { secret, share } = await createShare(
        database,
        { tenantId, recordingId, by },
        { audio, lifetime, password },
      );
      request.log.info({ recording_id: recordingId, share_id: share.id }, 'recording shared');
      return reply.code(201).send({ ...presentShare(share), path: `/s/${secret}` });
    },
  );
}
