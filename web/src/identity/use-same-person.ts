import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { claimTab } from './claim-tab.ts';
import { tellOtherTabs } from './other-tabs.ts';
import type { Who } from './use-who.ts';

/**
 * Whether what is shown was loaded for whoever is signed in, in the account that they look at. Where it was not, nothing
 * is to be shown until all of it is put away and the page is the first one again: then it is true. Nobody at the moment,
 * because the session is over, leaves all as it is.
 */
export function useSamePerson(who: Who | undefined): boolean {
  const queries = useQueryClient();
  const router = useRouter();
  const person = who?.user.id;
  const now = who && `${who.user.id}:${who.tenant.id}`;
  const [shown, setShown] = useState(now);
  const same = now === undefined || shown === undefined || now === shown;
  useEffect(() => {
    if (now !== undefined) tellOtherTabs();
  }, [now]);
  useEffect(() => {
    if (person !== undefined) claimTab(person);
  }, [person]);
  useEffect(() => {
    if (now === undefined || now === shown) return;
    const isOthers = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== 'auth-state';
    void queries.cancelQueries({ predicate: isOthers });
    queries.removeQueries({ predicate: isOthers });
    queries.getMutationCache().clear();
    void router.navigate({ to: '/recordings', replace: true }).then(() => setShown(now));
  }, [now, shown, queries, router]);
  return same;
}
