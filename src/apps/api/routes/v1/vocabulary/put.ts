import { setVocabulary } from '../../../../../domain/media/index.ts';
import { failures } from '../../../schemas/error.ts';
import { presentVocabulary, vocabularyInput, vocabularySchema } from '../../../schemas/vocabulary.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

/** Room for a vocabulary of the largest size in any script, escaped. */
const bodyLimit = 2 * 1024 * 1024;

export function putVocabulary(app: ApiServer, { database }: ApiContext): void {
  app.put(
    '/v1/vocabulary',
    {
      bodyLimit,
      config: { scope: 'settings:write' },
      schema: {
        tags: ['vocabulary'],
        summary: 'Decide which words are listened for, and how they are written',
        description:
          'For the recordings that come from now on. Words that a recording’s own request names go first. ' +
          'Of entries that differ in case only the first counts.',
        body: vocabularyInput,
        response: { 200: vocabularySchema, ...failures },
      },
    },
    async (request) => {
      const { hot_words: hotWords, spellings } = request.body;
      const { tenantId } = callerOf(request);
      const decided = await setVocabulary(database, tenantId, { hotWords, spellings });
      request.log.info(
        { hot_words: decided.hotWords.length, spellings: decided.spellings.length },
        'vocabulary decided',
      );
      return presentVocabulary(decided);
    },
  );
}
