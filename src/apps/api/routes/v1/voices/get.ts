import { z } from 'zod';
import { listVoices } from '../../../../../domain/media/index.ts';
import { failures } from '../../../schemas/error.ts';
import { presentVoice, voiceSchema } from '../../../schemas/voice.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getVoices(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/voices',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['voices'],
        summary: 'List whose voices are known again',
        response: { 200: z.object({ voices: z.array(voiceSchema) }), ...failures },
      },
    },
    async (request) => {
      const voices = await listVoices(database, callerOf(request).tenantId);
      return { voices: voices.map(presentVoice) };
    },
  );
}
