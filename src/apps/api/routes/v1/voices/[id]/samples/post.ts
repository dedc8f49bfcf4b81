import { z } from 'zod';
import { addVoiceSample } from '../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import {
  presentVoice,
  readSource,
  readVoiceId,
  sampleInput,
  voiceParams,
  voiceSchema,
} from '../../../../../schemas/voice.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function postVoiceSample(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/voices/:id/samples',
    {
      config: { scope: 'settings:write' },
      schema: {
        tags: ['voices'],
        summary: 'Add what the same person sounds like in another recording',
        description:
          'Several samples make a voice surer to be known. One that is there already is not added again.',
        params: voiceParams,
        body: z.strictObject(sampleInput),
        response: { 201: voiceSchema, ...failures },
      },
    },
    async (request, reply) => {
      const id = readVoiceId(request.params);
      const { tenantId } = callerOf(request);
      const voice = await addVoiceSample(database, { tenantId, id }, readSource(request.body));
      return reply.code(201).send(presentVoice(voice));
    },
  );
}
