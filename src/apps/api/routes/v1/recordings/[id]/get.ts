import { getRecording, presentRecording } from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { readRecordingId, recordingParams, recordingSchema } from '../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function getOneRecording(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/recordings/:id',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['recordings'],
        summary: 'Get one recording',
        params: recordingParams,
        response: { 200: recordingSchema, ...failures },
      },
    },
    async (request) => {
      const recording = await getRecording(
        database,
        callerOf(request).tenantId,
        readRecordingId(request.params),
      );
      return presentRecording(recording, request.texts);
    },
  );
}
