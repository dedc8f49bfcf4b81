import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-menu.module.css';
import { useSignOut } from './use-sign-out.ts';
import { useTenantSwitch } from './use-tenant-switch.ts';
import type { Who } from './use-who.ts';

/** Who is signed in, where, where else they may look, and the way out. */
export function AccountMenu({ who }: { readonly who: Who }) {
  const text = useTexts();
  const signOut = useSignOut();
  const { tenant, tenants, user } = who;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          classNames={{ root: styles.door ?? '', section: styles.arrow ?? '' }}
          rightSection={<IconChevronDown size={15} aria-hidden />}
        >
          <bdi className={styles.name}>{user.name}</bdi>
          <span className={styles.initials} aria-hidden>
            {writeInitials(user.name)}
          </span>
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
          {tenants.length < 2 && (
            <Text size="xs" c="dimmed" truncate>
              <bdi>{tenant.name}</bdi>
            </Text>
          )}
        </div>
        <Menu.Divider />
        {tenants.length > 1 && <TenantItems who={who} />}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {text('web-sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The accounts that the person belongs to; one is looked at. */
function TenantItems({ who: { tenant, tenants } }: { readonly who: Who }) {
  const text = useTexts();
  const switchTenant = useTenantSwitch();
  return (
    <>
      <Menu.Label>{text('web-tenants')}</Menu.Label>
      {tenants.map(({ id, name }) => (
        <Menu.Item
          key={id}
          aria-current={id === tenant.id}
          leftSection={
            id === tenant.id ? <IconCheck size={16} aria-hidden /> : <span className={styles.gap} />
          }
          onClick={() => id !== tenant.id && switchTenant(id)}
        >
          <bdi>{name}</bdi>
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}

/** The first letters of the first and the last name. */
function writeInitials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words;
  return ends.map((word = '') => firstSign(word).toUpperCase()).join('');
}

/** As people see it: a letter with its accent, an emoji. Few names need a segmenter, which takes long to make. */
function firstSign(word: string): string {
  if (/^[\p{L}\p{N}](?![\p{M}\u200d])/u.test(word)) return String.fromCodePoint(word.codePointAt(0) ?? 0);
  for (const { segment } of new Intl.Segmenter().segment(word)) return segment;
  return '';
}
