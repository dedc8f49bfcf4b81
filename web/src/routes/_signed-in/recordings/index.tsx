import { createFileRoute } from '@tanstack/react-router';
import { useCallback } from 'react';
import { folderList } from '../../../library/queries.ts';
import { onlyKnown } from '../../../only-known.ts';
import { type ListFilter, readListFilter } from '../../../recordings/list-filter.ts';
import { recordingList } from '../../../recordings/queries.ts';
import { RecordingsPage } from '../../../recordings/recordings-page.tsx';

export const Route = createFileRoute('/_signed-in/recordings/')({
  validateSearch: onlyKnown(readListFilter),
  loaderDeps: ({ search }) => search,
  // Asked while the page's script is still on its way; not for every link that a pointer passes.
  loader: ({ cause, context: { queries }, deps }) => {
    if (cause === 'preload') return;
    void queries.prefetchInfiniteQuery(recordingList(deps));
    void queries.prefetchQuery(folderList);
  },
  component: function Page() {
    const filter = Route.useSearch();
    const navigate = Route.useNavigate();
    const show = useCallback(
      (search: ListFilter) => void navigate({ search, replace: true, resetScroll: true }),
      [navigate],
    );
    return <RecordingsPage filter={filter} onFilter={show} />;
  },
});
