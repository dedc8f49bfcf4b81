import { IconListCheck, IconMicrophone2, IconSearch, IconSettings } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { type Scope, useWho } from '../identity/use-who.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './navigation.module.css';

interface Place {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly icon: ComponentType<{ size: number }>;
  /** Shown to those who may do this. */
  readonly scope: Scope;
  /** Keys that lead there. */
  readonly keys?: string;
}

/** In the order of the head. */
export const places: readonly Place[] = [
  {
    to: '/recordings',
    label: 'web-recordings',
    icon: IconMicrophone2,
    scope: 'recordings:read',
    keys: 'g r',
  },
  { to: '/search', label: 'web-search', icon: IconSearch, scope: 'recordings:read', keys: 'g f' },
  { to: '/work', label: 'web-work', icon: IconListCheck, scope: 'recordings:read', keys: 'g w' },
  // Everybody has a profile.
  { to: '/settings', label: 'web-settings', icon: IconSettings, scope: 'recordings:read', keys: 'g s' },
];

/** The ways to each part of the dashboard; on a phone only their signs are seen. */
export function Navigation() {
  const text = useTexts();
  const scopes = useWho()?.scopes ?? [];
  return (
    <nav aria-label={text('web-navigation')} className={styles.places}>
      {places
        .filter(({ scope }) => scopes.includes(scope))
        .map(({ icon: Icon, label, to }) => (
          <Link key={to} to={to} className={styles.place} activeProps={{ 'aria-current': 'page' }}>
            <Icon size={19} aria-hidden />
            <span className={styles.label}>{text(label)}</span>
          </Link>
        ))}
    </nav>
  );
}
