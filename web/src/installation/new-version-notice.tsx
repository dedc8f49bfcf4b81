import { Button, Paper, Text } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';
import { useNewVersion } from './new-version.ts';
import styles from './new-version-notice.module.css';

/** Says that a newer version of the dashboard is there; one takes it when it suits. */
export function NewVersionNotice() {
  const text = useTexts();
  const take = useNewVersion();
  if (!take) return null;
  return (
    <Paper withBorder shadow="md" className={styles.notice} role="status">
      <Text size="sm">{text('web-new-version')}</Text>
      <Button size="compact-sm" onClick={take}>
        {text('web-reload')}
      </Button>
    </Paper>
  );
}
