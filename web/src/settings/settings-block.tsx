import { Paper, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import styles from './settings-block.module.css';

/** Settings that belong together: a title, a hint, the fields. `action` stands at the title's end. */
export function SettingsBlock({
  action,
  children,
  hint,
  title,
}: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}) {
  const id = useId();
  return (
    <Paper
      withBorder
      radius="lg"
      bg="var(--surface)"
      p={{ base: 'md', sm: 'lg' }}
      component="section"
      aria-labelledby={id}
    >
      <div className={styles.head}>
        <div className={styles.words}>
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {hint && (
            <Text size="sm" c="dimmed" mt={2} component="div">
              {hint}
            </Text>
          )}
        </div>
        {action}
      </div>
      {children && <div className={styles.body}>{children}</div>}
    </Paper>
  );
}
