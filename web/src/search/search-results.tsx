import { Button, EmptyState, Skeleton, Stack, Text } from '@mantine/core';
import { IconMoodEmpty } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { HitList } from './hit-list.tsx';
import { hitsOf } from './queries.ts';
import { nothing } from './search-filters.tsx';
import { countFilters, type SearchQuery } from './search-query.ts';
import styles from './search-results.module.css';

/** Where the words are said: the newest recording first, more as one scrolls. */
export function SearchResults({
  onChange,
  search,
}: {
  readonly search: SearchQuery;
  readonly onChange: (change: SearchQuery) => void;
}) {
  const text = useTexts();
  const found = useInfiniteQuery(hitsOf(search));
  const { data, error, hasNextPage, isFetching, isFetchNextPageError, isPlaceholderData } = found;
  if (error && (!data || isPlaceholderData))
    return <FailureNotice error={error} onRetry={() => void found.refetch()} />;
  if (!data) return <LoadingHits label={text('web-search-looking')} />;
  const hits = data.pages.flatMap((page) => page.hits);
  const more = hasNextPage ? 'yes' : 'no';
  return (
    <div>
      <Text size="sm" c="dimmed" role="status" className={styles.count}>
        {isPlaceholderData
          ? text('web-search-looking')
          : hits.length > 0 && text('web-search-count', { count: hits.length, more })}
      </Text>
      {hits.length === 0 && !isPlaceholderData && <NothingFound search={search} onChange={onChange} />}
      {hits.length > 0 && (
        <HitList
          hits={hits}
          onEnd={() => {
            if (hasNextPage && !isFetching && !isFetchNextPageError) void found.fetchNextPage();
          }}
        />
      )}
      {isFetchNextPageError && error && (
        <FailureNotice error={error} onRetry={() => void found.fetchNextPage()} />
      )}
    </div>
  );
}

function NothingFound({ onChange, search }: Parameters<typeof SearchResults>[0]) {
  const text = useTexts();
  const filtered = countFilters(search) > 0;
  return (
    <EmptyState
      pt={40}
      icon={<IconMoodEmpty aria-hidden />}
      title={text('web-search-nothing')}
      description={text(filtered ? 'web-search-nothing-filtered' : 'web-search-nothing-hint')}
    >
      {filtered && (
        <EmptyState.Actions mt="md">
          <Button variant="default" onClick={() => onChange(nothing)}>
            {text('web-search-everywhere')}
          </Button>
        </EmptyState.Actions>
      )}
    </EmptyState>
  );
}

function LoadingHits({ label }: { readonly label: string }) {
  return (
    <Stack gap={8} role="status" aria-label={label}>
      {[1, 2, 3, 4].map((place) => (
        <Skeleton key={place} height={58} radius="md" />
      ))}
    </Stack>
  );
}
