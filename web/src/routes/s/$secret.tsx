import { createFileRoute } from '@tanstack/react-router';
import { SharedPage } from '../../shares/shared-page.tsx';

/** For people without an account: nothing here asks who they are. */
export const Route = createFileRoute('/s/$secret')({ component: Page });

function Page() {
  const { secret } = Route.useParams();
  return <SharedPage key={secret} secret={secret} />;
}
