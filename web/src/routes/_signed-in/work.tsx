import { createFileRoute } from '@tanstack/react-router';
import { WorkPage } from '../../work/work-page.tsx';
import { readWorkSearch } from '../../work/work-tabs.ts';

export const Route = createFileRoute('/_signed-in/work')({
  validateSearch: readWorkSearch,
  component: WorkPage,
});
