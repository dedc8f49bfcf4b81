import { z } from 'zod';
import { createVoice } from '../../../../../domain/media/index.ts';
import { failures } from '../../../schemas/error.ts';
import {
  presentVoice,
  readSource,
  sampleInput,
  voiceNameSchema,
  voiceSchema,
} from '../../../schemas/voice.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const bodySchema = z.strictObject({
  name: voiceNameSchema,
  ...sampleInput,
  consent: z.literal(true).meta({
    description: 'That the person agreed to be known by their voice. Without it nothing is kept',
  }),
});

export function postVoice(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/voices',
    {
      config: { scope: 'settings:write' },
      schema: {
        tags: ['voices'],
        summary: 'Keep what a speaker sounds like, so that recordings to come name them',
        body: bodySchema,
        response: { 201: voiceSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { name } = request.body;
      const voice = await createVoice(database, callerOf(request), { name, ...readSource(request.body) });
      request.log.info({ voice_id: voice.id }, 'voice kept');
      return reply.code(201).header('location', `/v1/voices/${voice.id}`).send(presentVoice(voice));
    },
  );
}
