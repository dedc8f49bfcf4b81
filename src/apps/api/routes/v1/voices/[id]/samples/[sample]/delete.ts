import { isUuid } from '../../../../../../../../core/ids.ts';
import { deleteVoiceSample } from '../../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../../schemas/error.ts';
import {
  presentVoice,
  readVoiceId,
  voiceSampleParams,
  voiceSchema,
} from '../../../../../../schemas/voice.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

/** No sample has it. */
const none = '00000000-0000-0000-0000-000000000000';

export function deleteOneSample(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/voices/:id/samples/:sample',
    {
      config: { scope: 'settings:write' },
      schema: {
        tags: ['voices'],
        summary: 'Take a sample away from a voice',
        params: voiceSampleParams,
        response: { 200: voiceSchema, ...failures },
      },
    },
    async (request) => {
      const id = readVoiceId(request.params);
      const sample = isUuid(request.params.sample) ? request.params.sample : none;
      const { tenantId } = callerOf(request);
      return presentVoice(await deleteVoiceSample(database, { tenantId, id, sample }));
    },
  );
}
