import { z } from 'zod';
import { listShares } from '../../../../../../../domain/library/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { presentShare, shareSchema } from '../../../../../schemas/library.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function getShares(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/recordings/:id/shares',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'List the links by which a recording is shared',
        params: recordingParams,
        response: { 200: z.object({ shares: z.array(shareSchema) }), ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const recordingId = readRecordingId(request.params);
      const shares = await listShares(database, { tenantId, recordingId });
      return { shares: shares.map(presentShare) };
    },
  );
}
