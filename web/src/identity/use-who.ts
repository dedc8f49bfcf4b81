import { useQuery } from '@tanstack/react-query';
import type { paths } from '../api/schema.d.ts';
import { authState } from './auth-state.ts';

type State = paths['/v1/auth/state']['get']['responses'][200]['content']['application/json'];
/** Who is signed in, the tenant that they look at, and what they may do there. */
export type Who = NonNullable<State['signed_in']>;
export type Scope = Who['scopes'][number];

/** Nobody while a session that ended is being begun anew. */
export function useWho(): Who | undefined {
  return useQuery(authState).data?.signed_in ?? undefined;
}

/** Whether who is signed in may do something. What they may not is not shown; the server refuses it all the same. */
export function useMay(scope: Scope): boolean {
  return useWho()?.scopes.includes(scope) ?? false;
}
