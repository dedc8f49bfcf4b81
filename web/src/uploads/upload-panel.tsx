import { ActionIcon, Anchor, CloseButton, Paper, Progress, Text } from '@mantine/core';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { wordFailure } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './upload-panel.module.css';
import { mayRetry, removeEnded, removeUpload, retryUpload, type Upload, useUploads } from './uploads.ts';

/** What is on its way in, on whichever page one is meanwhile. */
export function UploadPanel() {
  const text = useTexts();
  const uploads = useUploads();
  if (uploads.length === 0) return null;
  const open = uploads.filter(({ state }) => state === 'sending' || state === 'waiting').length;
  const failed = uploads.filter(({ state }) => state === 'failed').length;
  return (
    <Paper
      component="section"
      withBorder
      shadow="md"
      className={styles.panel}
      aria-label={text('web-uploads')}
    >
      <div className={styles.head}>
        <Text size="sm" fw={600} role="status">
          {open > 0
            ? text('web-uploads-open', { count: open })
            : failed > 0
              ? text('web-uploads-failed', { count: failed })
              : text('web-uploads-ended')}
        </Text>
        {open === 0 && <CloseButton aria-label={text('web-close')} onClick={removeEnded} />}
      </div>
      <ul className={styles.list}>
        {uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} />
        ))}
      </ul>
    </Paper>
  );
}

function UploadRow({ upload }: { readonly upload: Upload }) {
  const text = useTexts();
  const { bytes, failure, key, name, recordingId, sent, state } = upload;
  const share = bytes > 0 ? Math.min(100, (100 * sent) / bytes) : 0;
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <Text size="sm" truncate title={name}>
          {recordingId ? (
            <Anchor
              renderRoot={(props) => <Link {...props} to="/recordings/$id" params={{ id: recordingId }} />}
            >
              <bdi>{name}</bdi>
            </Anchor>
          ) : (
            <bdi>{name}</bdi>
          )}
        </Text>
        {state === 'sending' && (
          <Progress value={share} size="sm" mt={4} aria-label={text('web-upload-progress', { name })} />
        )}
        {failure && (
          <Text size="xs" c="red" role="alert">
            {wordFailure(failure, text).message}
          </Text>
        )}
        {(state === 'sending' || state === 'waiting') && (
          <Text size="xs" c="dimmed">
            {state === 'waiting' ? text('web-upload-waits') : text('web-upload-sent', { sent, bytes })}
          </Text>
        )}
      </div>
      {state === 'failed' && mayRetry(upload) && (
        <ActionIcon
          variant="subtle"
          aria-label={text('web-upload-retry', { name })}
          onClick={() => retryUpload(key)}
        >
          <IconRefresh size={18} aria-hidden />
        </ActionIcon>
      )}
      {state === 'sent' ? (
        <IconCheck size={18} aria-label={text('web-upload-done')} className={styles.done} />
      ) : (
        <CloseButton aria-label={text('web-upload-cancel', { name })} onClick={() => removeUpload(key)} />
      )}
    </li>
  );
}
