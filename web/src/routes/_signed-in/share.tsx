import { createFileRoute } from '@tanstack/react-router';
import { ShareTargetPage } from '../../installation/share-target-page.tsx';

export const Route = createFileRoute('/_signed-in/share')({
  validateSearch: ({ lost }: Record<string, unknown>): { lost?: boolean } => (lost ? { lost: true } : {}),
  component: ShareTargetPage,
});
