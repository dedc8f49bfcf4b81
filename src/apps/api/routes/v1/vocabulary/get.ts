import { getVocabulary } from '../../../../../domain/media/index.ts';
import { failures } from '../../../schemas/error.ts';
import { presentVocabulary, vocabularySchema } from '../../../schemas/vocabulary.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getOwnVocabulary(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/vocabulary',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['vocabulary'],
        summary: 'The words that are listened for in every recording, and their spelling',
        response: { 200: vocabularySchema, ...failures },
      },
    },
    async (request) => presentVocabulary(await getVocabulary(database, callerOf(request).tenantId)),
  );
}
