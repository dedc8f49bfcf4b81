import { z } from 'zod';
import { EfirError } from '../../../../../../../core/errors.ts';
import { moveRecordings } from '../../../../../../../domain/library/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { parentSchema, readParent } from '../../../../../schemas/library.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function putFolder(app: ApiServer, { database }: ApiContext): void {
  app.put(
    '/v1/recordings/:id/folder',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Put a recording into a folder, or into none',
        params: recordingParams,
        body: z.strictObject({ folder_id: parentSchema }),
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const recordingId = readRecordingId(request.params);
      const folderId = readParent(request.body.folder_id);
      const { tenantId } = callerOf(request);
      const moved = await database.withTenant(tenantId, (tx) => moveRecordings(tx, [recordingId], folderId));
      if (moved.length === 0) throw new EfirError('recording-not-found', { id: recordingId });
      database.hints.send('recording', recordingId);
      return reply.code(204).send(null);
    },
  );
}
