import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { whenRefused } from '../api/connection.ts';
import { authState } from './auth-state.ts';
import { whenOthersTell } from './other-tabs.ts';

/** Looks who is signed in whenever something says that it may be somebody else, or nobody. */
export function useSessionWatch(signedIn: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    const look = () => void queries.invalidateQueries({ queryKey: authState.queryKey });
    const watches = [whenRefused(look), whenOthersTell(look)];
    return () => {
      for (const watch of watches) watch.close();
    };
  }, [queries]);
  const before = useRef(signedIn);
  useEffect(() => {
    const isBack = signedIn && !before.current;
    before.current = signedIn;
    // What was refused meanwhile is had now.
    if (isBack) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'auth-state' });
  }, [signedIn, queries]);
}
