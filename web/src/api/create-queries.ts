import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiFailure, isSignedOut } from './api-failure.ts';

/** Asked again after a lost connection or a busy server; never when the answer would be the same. */
export function mayAskAgain(failures: number, error: Error): boolean {
  const { status } = error instanceof ApiFailure ? error : { status: 500 };
  if (status === 429) return failures < 10;
  return failures < 3 && (status === 0 || status >= 502);
}

/** Milliseconds: what the server asks for, or 1, 2, 4 seconds. */
export function waitToAskAgain(failures: number, error: Error): number {
  const asked = error instanceof ApiFailure ? error.retryAfter : undefined;
  return 1000 * Math.min(asked ?? 2 ** failures, 60);
}

/** All state of the server. A session that ended is noticed wherever it shows. */
export function createQueries(): QueryClient {
  const noticeSignOut = (error: Error) => {
    if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: ['auth-state'] });
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignOut }),
    mutationCache: new MutationCache({ onError: noticeSignOut }),
    defaultOptions: {
      queries: { retry: mayAskAgain, retryDelay: waitToAskAgain, staleTime: 5_000 },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return queries;
}
