import { createFileRoute } from '@tanstack/react-router';
import { onlyKnown } from '../../only-known.ts';
import { SearchPage } from '../../search/search-page.tsx';
import { readSearchQuery } from '../../search/search-query.ts';

export const Route = createFileRoute('/_signed-in/search')({
  validateSearch: onlyKnown(readSearchQuery),
  component: SearchPage,
});
