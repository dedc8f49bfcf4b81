import { getRecording, presentRecording } from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { readRecordingId, recordingParams, recordingSchema } from '../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function getOneRecording(app: ApiServer, { database, standings }: ApiContext): void {
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
      const { tenantId } = callerOf(request);
      const recording = await getRecording(database, tenantId, readRecordingId(request.params));
      const standing = (await standings.read(tenantId, [recording])).get(recording.id);
      return presentRecording(recording, request.texts, standing);
    },
  );
}
