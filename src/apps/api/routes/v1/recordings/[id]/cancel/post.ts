import { cancelRecording, presentRecording } from '../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readRecordingId, recordingParams, recordingSchema } from '../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function postCancel(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/recordings/:id/cancel',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['recordings'],
        summary: 'Stop all work on a recording',
        params: recordingParams,
        response: { 200: recordingSchema, ...failures },
      },
    },
    async (request) => {
      const recordingId = readRecordingId(request.params);
      const recording = await cancelRecording(
        context.database,
        context,
        callerOf(request).tenantId,
        recordingId,
      );
      request.log.info({ recording_id: recordingId }, 'recording cancelled');
      return presentRecording(recording, request.texts);
    },
  );
}
