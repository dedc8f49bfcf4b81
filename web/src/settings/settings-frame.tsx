import { Container, EmptyState, NativeSelect } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useWho } from '../identity/use-who.ts';
import { useTexts } from '../texts/use-texts.ts';
import { type Section, sections } from './sections.ts';
import styles from './settings-frame.module.css';

/** Stands around every page of the settings: the list of sections at its side, on a phone a choice above it. */
export function SettingsFrame() {
  const text = useTexts();
  const scopes = useWho()?.scopes;
  const path = useLocation({ select: ({ pathname }) => pathname });
  const isOpen = ({ scope }: Section) => !scope || !scopes || scopes.includes(scope);
  const open = sections.filter(isOpen);
  const current = sections.find(({ to }) => path.startsWith(to));
  return (
    <Container size="lg" className={styles.frame}>
      <div className={styles.side}>
        <SectionChoice sections={open} current={current?.to} />
        <nav aria-label={text('web-settings')} className={styles.list}>
          {open.map(({ icon: Icon, label, to }) => (
            <Link key={to} to={to} className={styles.section} activeProps={{ 'aria-current': 'page' }}>
              <Icon size={18} aria-hidden />
              <span>{text(label)}</span>
            </Link>
          ))}
        </nav>
      </div>
      <div className={styles.page}>
        {current && !isOpen(current) ? (
          <EmptyState
            icon={<IconLock aria-hidden />}
            title={text('web-settings-closed')}
            description={text('web-settings-closed-hint')}
          />
        ) : (
          <Outlet />
        )}
      </div>
    </Container>
  );
}

function SectionChoice({
  current,
  sections: open,
}: {
  readonly sections: readonly Section[];
  readonly current: Section['to'] | undefined;
}) {
  const text = useTexts();
  const navigate = useNavigate();
  return (
    <NativeSelect
      className={styles.choice ?? ''}
      aria-label={text('web-settings')}
      size="md"
      value={current ?? ''}
      onChange={(event) => void navigate({ to: event.currentTarget.value })}
      data={open.map(({ label, to }) => ({ value: to, label: text(label) }))}
    />
  );
}
