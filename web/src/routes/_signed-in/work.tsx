import { createFileRoute } from '@tanstack/react-router';
import { onlyKnown } from '../../only-known.ts';
import { WorkPage } from '../../work/work-page.tsx';
import { readWorkSearch } from '../../work/work-tabs.ts';

export const Route = createFileRoute('/_signed-in/work')({
  validateSearch: onlyKnown(readWorkSearch),
  component: WorkPage,
});
