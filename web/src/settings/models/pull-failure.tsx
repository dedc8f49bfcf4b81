import { ApiFailure } from '../../api/api-failure.ts';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import type { Pull } from './queries.ts';

/** Why a model could not be brought: the server wrote it down in its own sentence. */
export function PullFailure({ error }: { readonly error: NonNullable<Pull['error']> }) {
  const { code, hint, message } = error;
  return <FailureNotice error={new ApiFailure({ code, hint, message, status: 500 })} />;
}
