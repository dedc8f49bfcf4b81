import { z } from 'zod';
import { revokeShare } from '../../../../../../../../domain/library/index.ts';
import { failures } from '../../../../../../schemas/error.ts';
import { readShareId, shareParams } from '../../../../../../schemas/library.ts';
import { readRecordingId } from '../../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../../server.ts';

export function deleteShare(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/recordings/:id/shares/:share',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Revoke a link',
        params: shareParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const id = readShareId(request.params);
      await revokeShare(database, { tenantId, recordingId, id });
      request.log.info({ recording_id: recordingId, share_id: id }, 'share revoked');
      return reply.code(204).send(null);
    },
  );
}
