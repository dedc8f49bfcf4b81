import {
  IconBrandTelegram,
  IconBuilding,
  IconCpu,
  IconHourglass,
  IconKey,
  IconUserCheck,
  IconUserCircle,
  IconUsers,
  IconVocabulary,
  IconWebhook,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Scope } from '../identity/use-who.ts';

export interface Section {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly icon: ComponentType<{ size: number }>;
  /** Shown to those who may do this; without it to everybody. */
  readonly scope?: Scope;
}

/** The parts of the settings, in the order in which they stand: the person, the account, what the account's work needs. */
export const sections: readonly Section[] = [
  { to: '/settings/profile', label: 'web-profile', icon: IconUserCircle },
  { to: '/settings/account', label: 'web-account', icon: IconBuilding },
  { to: '/settings/members', label: 'web-members', icon: IconUsers, scope: 'members:read' },
  { to: '/settings/keys', label: 'web-api-keys', icon: IconKey, scope: 'keys:write' },
  { to: '/settings/vocabulary', label: 'web-vocabulary', icon: IconVocabulary, scope: 'recordings:read' },
  { to: '/settings/voices', label: 'web-voices', icon: IconUserCheck, scope: 'recordings:read' },
  { to: '/settings/models', label: 'web-models', icon: IconCpu, scope: 'recordings:read' },
  { to: '/settings/retention', label: 'web-retention', icon: IconHourglass, scope: 'recordings:read' },
  { to: '/settings/telegram', label: 'web-telegram', icon: IconBrandTelegram, scope: 'recordings:read' },
  { to: '/settings/webhooks', label: 'web-webhooks', icon: IconWebhook, scope: 'webhooks:read' },
];
