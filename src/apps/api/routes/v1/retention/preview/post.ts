import { foreseeExpiry } from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { foreseenSchema, readRetentionPolicy, retentionInput } from '../../../../schemas/retention.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function postRetentionPreview(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/retention/preview',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['retention'],
        summary: 'What would be thrown away by such a decision, of what is there now; nothing is',
        body: retentionInput,
        response: { 200: foreseenSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const foreseen = await foreseeExpiry(database, tenantId, readRetentionPolicy(request.body));
      const { audio, audioBytes: audio_bytes, histories, transcripts } = foreseen;
      return { audio, audio_bytes, transcripts, histories };
    },
  );
}
