import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { authState } from '../identity/auth-state.ts';
import { claimTab } from '../identity/claim-tab.ts';
import { tellOtherTabs } from '../identity/other-tabs.ts';
import { useWho, type Who } from '../identity/use-who.ts';
import { tell, tellFailure } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { isSomethingUnsent, leaveNothing, leaveNothingHere } from '../uploads/leave.ts';
import { askFirst } from './ask-first.ts';

/**
 * Leaves the account that is looked at, after a question: the person goes on in another one of theirs, or is signed out
 * where there is none.
 */
export function useLeave(): { readonly isLeaving: boolean; readonly leave: () => void } {
  const text = useTexts();
  const who = useWho();
  const moveOn = useMoveOn();
  const leaving = useMutation({
    mutationFn: async (from: Who) => {
      await api.DELETE('/v1/me/memberships/{id}', { params: { path: { id: from.tenant.id } } });
      await moveOn(from);
    },
    onError: (error) => tellFailure(error, text),
  });
  return {
    isLeaving: leaving.isPending,
    leave() {
      if (!who || leaving.isPending) return;
      const unsent = isSomethingUnsent() ? [text('web-account-leave-unsent')] : [];
      askFirst(text, {
        title: text('web-member-leave-title'),
        question: [text('web-member-leave-question'), ...unsent].join(' '),
        confirm: text('web-member-leave-confirm'),
        onConfirm: () => leaving.mutate(who),
      });
    },
  };
}

function useMoveOn() {
  const text = useTexts();
  const queries = useQueryClient();
  const router = useRouter();
  return async ({ tenant, tenants, user }: Who) => {
    if (tenants.length > 1) {
      await leaveNothingHere();
      tell(text('web-account-left', { name: tenant.name }));
      await queries.fetchQuery({ ...authState, staleTime: 0 });
    } else {
      await leaveNothing(user.id);
      claimTab(undefined);
      queries.clear();
      await router.navigate({ to: '/sign-in', search: { left: true }, replace: true });
    }
    tellOtherTabs();
  };
}
