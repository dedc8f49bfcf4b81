import { presentRecording, retryRecording } from '../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readRecordingId, recordingParams, recordingSchema } from '../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function postRetry(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/recordings/:id/retry',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['recordings'],
        summary: 'Send a failed or cancelled recording again',
        params: recordingParams,
        response: { 200: recordingSchema, ...failures },
      },
    },
    async (request) => {
      const recordingId = readRecordingId(request.params);
      const recording = await retryRecording(
        context.database,
        context,
        callerOf(request).tenantId,
        recordingId,
      );
      request.log.info({ recording_id: recordingId }, 'recording sent again');
      return presentRecording(recording, request.texts);
    },
  );
}
