import { z } from 'zod';
import { deleteVoice } from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { readVoiceId, voiceParams } from '../../../../schemas/voice.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteOneVoice(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/voices/:id',
    {
      config: { scope: 'settings:write' },
      schema: {
        tags: ['voices'],
        summary: 'Forget a voice at once; speakers keep the names that they got',
        params: voiceParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const id = readVoiceId(request.params);
      await deleteVoice(database, { tenantId: callerOf(request).tenantId, id });
      request.log.info({ voice_id: id }, 'voice forgotten');
      return reply.code(204).send(null);
    },
  );
}
