import { z } from 'zod';
import { deleteRecording } from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteOneRecording(app: ApiServer, context: ApiContext): void {
  app.delete(
    '/v1/recordings/:id',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['recordings'],
        summary: 'Delete a recording with all that was made of it',
        params: recordingParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const recordingId = readRecordingId(request.params);
      await deleteRecording(context.database, context, callerOf(request).tenantId, recordingId);
      request.log.info({ recording_id: recordingId }, 'recording deleted');
      return reply.code(204).send(null);
    },
  );
}
