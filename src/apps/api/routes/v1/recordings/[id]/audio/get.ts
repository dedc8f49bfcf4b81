import { getRecordingAudio } from '../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { audioAnswers, rangeHeaders, sendAudio } from '../../../../../send-audio.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function getAudio(app: ApiServer, context: ApiContext): void {
  app.get(
    '/v1/recordings/:id/audio',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['recordings'],
        summary: 'Get the recording as it was sent in, whole or a range of its bytes',
        params: recordingParams,
        headers: rangeHeaders,
        response: { ...audioAnswers, ...failures },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const audio = await getRecordingAudio(context.database, context, tenantId, recordingId);
      return sendAudio(reply, audio, request.headers);
    },
  );
}
