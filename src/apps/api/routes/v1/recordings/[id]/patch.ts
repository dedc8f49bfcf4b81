import { z } from 'zod';
import { EfirError } from '../../../../../../core/errors.ts';
import {
  longestRecordingName,
  readRecordingName,
  renameRecording,
} from '../../../../../../domain/library/index.ts';
import {
  changePriority,
  getRecording,
  presentRecording,
  type Recording,
} from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { readRecordingId, recordingParams, recordingSchema } from '../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const bodySchema = z.strictObject({
  priority: z.int().min(-10).max(10).optional().meta({ description: 'Of one that waits: higher goes first' }),
  file_name: z
    .string()
    .min(1)
    .max(10 * longestRecordingName)
    .optional()
    .meta({ description: `Up to ${longestRecordingName} characters; slashes become dashes` }),
});

export function patchRecording(app: ApiServer, { database, standings }: ApiContext): void {
  app.patch(
    '/v1/recordings/:id',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['recordings'],
        summary: 'Name a recording otherwise; let one that waits go before others, or after them',
        params: recordingParams,
        body: bodySchema,
        response: { 200: recordingSchema, ...failures },
      },
    },
    async (request) => {
      const recordingId = readRecordingId(request.params);
      const { file_name: given, priority } = request.body;
      // Either all of it happens or nothing.
      const name = given === undefined ? undefined : readRecordingName(given);
      const { tenantId } = callerOf(request);
      if (name === undefined && priority === undefined)
        throw new EfirError('request-invalid', {
          detail: 'nothing is to be changed: give file_name or priority',
        });
      let recording: Recording | undefined;
      // First what may be refused as the recording stands.
      if (priority !== undefined) {
        recording = await changePriority(database, tenantId, recordingId, priority);
        request.log.info({ recording_id: recordingId, priority }, 'priority changed');
      }
      if (name !== undefined) recording = await renameRecording(database, tenantId, recordingId, name);
      recording ??= await getRecording(database, tenantId, recordingId);
      const found = await standings.read(tenantId, [recording]);
      return presentRecording(recording, request.texts, found.get(recording.id));
    },
  );
}
