import { createFileRoute } from '@tanstack/react-router';
import { useCallback } from 'react';
import { onlyKnown } from '../../../only-known.ts';
import { type ListFilter, readListFilter } from '../../../recordings/list-filter.ts';
import { RecordingsPage } from '../../../recordings/recordings-page.tsx';

export const Route = createFileRoute('/_signed-in/recordings/')({
  validateSearch: onlyKnown(readListFilter),
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
