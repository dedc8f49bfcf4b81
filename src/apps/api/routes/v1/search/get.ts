import { searchRecordings } from '../../../../../domain/library/index.ts';
import { failures } from '../../../schemas/error.ts';
import { readFilter } from '../../../schemas/recording-filter.ts';
import { hitPageSchema, presentHitPage, searchQuery } from '../../../schemas/search.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getSearch(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/search',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['library'],
        summary: 'Find words in everything that was said',
        description:
          'Words are compared by their Russian and English stems; ё is е, capitals are small letters. ' +
          'All words have to be in one segment.',
        querystring: searchQuery,
        response: { 200: hitPageSchema, ...failures },
      },
    },
    async (request) => {
      const { cursor, limit, q: query, ...filter } = request.query;
      const { tenantId } = callerOf(request);
      const search = { tenantId, query, limit, cursor, filter: readFilter(filter) };
      return presentHitPage(await searchRecordings(database, search));
    },
  );
}
