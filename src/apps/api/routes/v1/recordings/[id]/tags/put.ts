import { z } from 'zod';
import { mostTags, setTags } from '../../../../../../../domain/library/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { tagSchema } from '../../../../../schemas/library.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

const bodySchema = z.strictObject({ tags: z.array(tagSchema).max(2 * mostTags) });

export function putTags(app: ApiServer, { database }: ApiContext): void {
  app.put(
    '/v1/recordings/:id/tags',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Give a recording these tags and no others',
        description: 'One that differs in case from a tag that you have is that tag.',
        params: recordingParams,
        body: bodySchema,
        response: { 200: z.object({ tags: z.array(z.string()) }), ...failures },
      },
    },
    async (request) => {
      const recordingId = readRecordingId(request.params);
      const { tags } = request.body;
      const kept = await database.withTenant(callerOf(request).tenantId, (tx) =>
        setTags(tx, recordingId, tags),
      );
      database.hints.send('recording', recordingId);
      return { tags: kept };
    },
  );
}
