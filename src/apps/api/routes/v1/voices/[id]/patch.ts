import { z } from 'zod';
import { renameVoice } from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import {
  presentVoice,
  readVoiceId,
  voiceNameSchema,
  voiceParams,
  voiceSchema,
} from '../../../../schemas/voice.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function patchVoice(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/voices/:id',
    {
      config: { scope: 'settings:write' },
      schema: {
        tags: ['voices'],
        summary: 'Rename a voice, for recordings from now on',
        params: voiceParams,
        body: z.strictObject({ name: voiceNameSchema }),
        response: { 200: voiceSchema, ...failures },
      },
    },
    async (request) => {
      const id = readVoiceId(request.params);
      const { tenantId } = callerOf(request);
      return presentVoice(await renameVoice(database, { tenantId, id, name: request.body.name }));
    },
  );
}
