import { Alert, Paper } from '@mantine/core';
import { useState } from 'react';
import { useTakes } from '../microphone/take-list.ts';
import { TakeRows } from '../microphone/take-rows.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { PanelHead } from './panel-head.tsx';
import { useUploads } from './upload-list.ts';
import styles from './upload-panel.module.css';
import { UploadRows } from './upload-rows.tsx';

/** What is on its way in, or was not sent yet, on whichever page one is meanwhile. */
export function UploadPanel() {
  const text = useTexts();
  const { hold, uploads } = useUploads();
  const takes = useTakes();
  const [folded, setFolded] = useState(false);
  if (uploads.length === 0 && takes.length === 0) return null;
  const waits = hold && uploads.some(({ state }) => state === 'waiting');
  return (
    <Paper
      component="section"
      withBorder
      shadow="md"
      className={styles.panel}
      aria-label={text('web-uploads')}
    >
      {uploads.length > 0 && (
        <PanelHead uploads={uploads} folded={folded} onFold={() => setFolded(!folded)} />
      )}
      {waits && (
        <Alert role="status" color="yellow" variant="light" p="xs" radius={0}>
          {text(`web-uploads-hold-${hold}`)}
        </Alert>
      )}
      {!folded && uploads.length > 0 && <UploadRows uploads={uploads} />}
      <TakeRows takes={takes} />
    </Paper>
  );
}
