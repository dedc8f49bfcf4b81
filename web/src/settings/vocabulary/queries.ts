import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export type Vocabulary = components['schemas']['Vocabulary'];
export type Words = Pick<Vocabulary, 'hot_words' | 'spellings'>;
export type Spelling = Vocabulary['spellings'][number];

/** As many as the server keeps. */
export const mostHotWords = 200;
export const mostSpellings = 500;

const none: Vocabulary = { hot_words: [], spellings: [], updated_at: null };

export const vocabulary = queryOptions({
  queryKey: ['vocabulary'],
  queryFn: async ({ signal }) => (await api.GET('/v1/vocabulary', { signal })).data ?? none,
});

/**
 * Changes the vocabulary as it is at that moment, so that nothing is lost that somebody else added; one change after
 * the other.
 */
export function useVocabularyChange() {
  const queries = useQueryClient();
  return useMutation({
    scope: { id: 'vocabulary' },
    mutationFn: async (change: (before: Words) => Words) => {
      const { data: before = none } = await api.GET('/v1/vocabulary');
      const { hot_words, spellings } = change(before);
      const { data } = await api.PUT('/v1/vocabulary', { body: { hot_words, spellings } });
      return data;
    },
    onSuccess: (decided) => decided && queries.setQueryData(vocabulary.queryKey, decided),
  });
}
