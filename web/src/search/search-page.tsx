import { Container, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTitle } from '../layout/use-title.ts';
import { useTexts } from '../texts/use-texts.ts';
import { hasWords } from './queries.ts';
import { SearchField } from './search-field.tsx';
import { SearchFilters } from './search-filters.tsx';
import { SearchHelp } from './search-help.tsx';
import styles from './search-page.module.css';
import { readSearchQuery, type SearchQuery } from './search-query.ts';
import { SearchResults } from './search-results.tsx';
import { useSearchField } from './use-search-field.ts';

const route = getRouteApi('/_signed-in/search');

/** Words in everything that was said. */
export function SearchPage() {
  const text = useTexts();
  const search = useSaid(route.useSearch());
  useTitle(text('web-search'));
  const { look, setWords, words } = useSearchField(search);
  return (
    <Container size="md">
      <search className={styles.head}>
        <Title order={1} size="h2">
          {text('web-search')}
        </Title>
        <SearchField words={words} onChange={setWords} onSubmit={() => look({ q: words })} />
        <SearchFilters search={search} onChange={look} />
      </search>
      {hasWords(search) ? (
        <SearchResults search={search} onChange={look} />
      ) : (
        <SearchHelp
          onTry={(example) => {
            setWords(example);
            look({ q: example });
          }}
        />
      )}
    </Container>
  );
}

/** Without what the address says nothing of. */
function useSaid(address: SearchQuery): SearchQuery {
  return useMemo(() => readSearchQuery({ ...address }), [address]);
}
