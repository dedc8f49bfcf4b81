import { Button, Menu, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { tellFailure } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { isSomethingUnsent, leaveNothing } from '../uploads/leave.ts';
import styles from './account-menu.module.css';
import type { Who } from './use-who.ts';

/** Who is signed in, where, and the way out. */
export function AccountMenu({ who: { tenant, user } }: { readonly who: Who }) {
  const text = useTexts();
  const queries = useQueryClient();
  const router = useRouter();
  const signOut = useMutation({
    mutationFn: () => api.POST('/v1/auth/sign-out'),
    onSuccess: async () => {
      await leaveNothing(user.id);
      // Nothing of one person is left for the next at this machine.
      queries.clear();
      await router.navigate({ to: '/sign-in', replace: true });
    },
    onError: (error) => tellFailure(error, text),
  });
  const leave = () => {
    if (!isSomethingUnsent()) return signOut.mutate();
    modals.openConfirmModal({
      title: text('web-leave-title'),
      children: text('web-leave-question'),
      labels: { confirm: text('web-leave-yes'), cancel: text('web-cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => signOut.mutate(),
    });
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="gray" px={8} rightSection={<IconChevronDown size={15} aria-hidden />}>
          <bdi className={styles.name}>{user.name}</bdi>
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw={300}>
        <div className={styles.person}>
          <Text size="sm" fw={600} truncate>
            <bdi>{user.name}</bdi>
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {user.email}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            <bdi>{tenant.name}</bdi>
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          {text('web-sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
