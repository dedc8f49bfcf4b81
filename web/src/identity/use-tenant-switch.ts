import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { tellFailure } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { isSomethingUnsent } from '../uploads/leave.ts';
import { authState } from './auth-state.ts';

/**
 * Looks at another account of the same person. What is on its way into this one waits until they come back, which is
 * said before. Everything that was loaded is put away by `useSamePerson`.
 */
export function useTenantSwitch(): (tenantId: string) => void {
  const text = useTexts();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async (tenantId: string) => {
      await api.POST('/v1/auth/tenant', { body: { tenant_id: tenantId } });
      await queries.fetchQuery({ ...authState, staleTime: 0 });
    },
    onError: (error) => tellFailure(error, text),
  });
  return (tenantId) => {
    if (change.isPending) return;
    if (!isSomethingUnsent()) return change.mutate(tenantId);
    modals.openConfirmModal({
      title: text('web-tenant-uploads'),
      children: text('web-tenant-uploads-hint'),
      labels: { confirm: text('web-tenant-switch'), cancel: text('web-cancel') },
      onConfirm: () => change.mutate(tenantId),
    });
  };
}
