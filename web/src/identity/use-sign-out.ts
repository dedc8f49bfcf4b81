import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { tellFailure } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { isSomethingUnsent, leaveNothing } from '../uploads/leave.ts';
import { claimTab } from './claim-tab.ts';
import { tellOtherTabs } from './other-tabs.ts';
import { useWho } from './use-who.ts';

/** Signs out, after a question where that would cost something: nothing of one person is left for the next. */
export function useSignOut(): () => void {
  const text = useTexts();
  const queries = useQueryClient();
  const router = useRouter();
  const person = useWho()?.user.id;
  const signOut = useMutation({
    mutationFn: () => api.POST('/v1/auth/sign-out'),
    onSuccess: async () => {
      if (person !== undefined) await leaveNothing(person);
      claimTab(undefined);
      queries.clear();
      tellOtherTabs();
      await router.navigate({ to: '/sign-in', replace: true });
    },
    onError: (error) => tellFailure(error, text),
  });
  return () => {
    if (signOut.isPending) return;
    if (!isSomethingUnsent()) return signOut.mutate();
    modals.openConfirmModal({
      title: text('web-leave-title'),
      children: text('web-leave-question'),
      labels: { confirm: text('web-leave-yes'), cancel: text('web-cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => signOut.mutate(),
    });
  };
}
