import { EfirError } from '../../../../../../../core/errors.ts';
import { getRecordingAudio } from '../../../../../../../domain/media/index.ts';
import { openShared, sharedParams } from '../../../../../open-share.ts';
import { limitByAddress } from '../../../../../pages/upload-form.ts';
import { failures } from '../../../../../schemas/error.ts';
import { audioAnswers, rangeHeaders, sendAudio } from '../../../../../send-audio.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';

export function getSharedAudio(app: ApiServer, context: ApiContext): void {
  app.get(
    '/v1/shares/:secret/audio',
    {
      config: limitByAddress,
      schema: {
        tags: ['library'],
        summary: 'Hear the recording that a link shares with its sound, without a key',
        params: sharedParams,
        headers: rangeHeaders,
        response: { ...audioAnswers, ...failures },
      },
    },
    async (request, reply) => {
      const share = await openShared(context.database, request, request.params.secret, reply);
      if (!share.audio) throw new EfirError('share-without-audio');
      const audio = await getRecordingAudio(context.database, context, share.tenantId, share.recordingId);
      return sendAudio(reply, audio, request.headers);
    },
  );
}
