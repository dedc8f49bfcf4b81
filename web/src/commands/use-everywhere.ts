import { useMantineColorScheme } from '@mantine/core';
import {
  IconBuilding,
  IconDeviceDesktop,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSignOut } from '../identity/use-sign-out.ts';
import { useTenantSwitch } from '../identity/use-tenant-switch.ts';
import type { Who } from '../identity/use-who.ts';
import { places } from '../layout/navigation.tsx';
import { languageNames, languages } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useCommands } from './use-commands.ts';

const schemes = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
] as const;

/** What can be done wherever one is. */
export function useEverywhere(who: Who | undefined, showKeys: () => void): void {
  const text = useTexts();
  const navigate = useNavigate();
  const { choose, language } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const switchTenant = useTenantSwitch();
  // On its page the field is at hand.
  const look = () => {
    const field = document.querySelector<HTMLInputElement>('[data-search-field]');
    if (field) field.select();
    else void navigate({ to: '/search' });
  };
  useCommands('web-keys-everywhere', [
    ...places.map(({ icon, keys, label, scope, to }) => ({
      id: `go ${to}`,
      ...{ icon, scope, label: 'web-go-to', args: { place: text(label) }, words: label },
      ...(keys === undefined ? {} : { keys }),
      act: () => void navigate({ to }),
    })),
    { id: 'look', label: 'web-key-search', words: 'web-search', icon: IconSearch, keys: '/', act: look },
    { id: 'keys', label: 'web-key-help', words: 'web-keys', icon: IconKeyboard, keys: '?', act: showKeys },
    ...schemes.map(([scheme, icon]) => ({
      id: `colours ${scheme}`,
      label: 'web-colours-use',
      args: { colours: text(`web-colours-${scheme}`) },
      words: `web-colours-${scheme}`,
      icon,
      act: () => setColorScheme(scheme),
    })),
    ...languages
      .filter((one) => one !== language)
      .map((one) => ({
        id: `language ${one}`,
        label: 'web-language-speak',
        args: { language: languageNames[one] },
        words: 'web-preferences',
        icon: IconLanguage,
        act: () => choose(one),
      })),
    ...(who?.tenants ?? [])
      .filter(({ id }) => id !== who?.tenant.id)
      .map(({ id, name }) => ({
        id: `tenant ${id}`,
        label: 'web-tenant-look',
        args: { name },
        icon: IconBuilding,
        act: () => switchTenant(id),
      })),
    { id: 'sign-out', label: 'web-sign-out', icon: IconLogout, act: signOut },
  ]);
}
