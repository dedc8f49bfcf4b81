import { z } from 'zod';
import { changePriority, presentRecording } from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { readRecordingId, recordingParams, recordingSchema } from '../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const bodySchema = z.strictObject({
  priority: z.int().min(-10).max(10).meta({ description: 'Higher goes first' }),
});

export function patchRecording(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/recordings/:id',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['recordings'],
        summary: 'Let a recording that waits go before others, or after them',
        params: recordingParams,
        body: bodySchema,
        response: { 200: recordingSchema, ...failures },
      },
    },
    async (request) => {
      const recordingId = readRecordingId(request.params);
      const { priority } = request.body;
      const recording = await changePriority(database, callerOf(request).tenantId, recordingId, priority);
      request.log.info({ recording_id: recordingId, priority }, 'priority changed');
      return presentRecording(recording, request.texts);
    },
  );
}
