import { ActionIcon, Anchor, Button, CloseButton, Progress, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconCheck, IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { wordFailure } from '../layout/failure-notice.tsx';
import { useTexts, type Text as Words } from '../texts/use-texts.ts';
import { chooseFiles } from './choose-from-disk.ts';
import type { Upload } from './upload.ts';
import styles from './upload-panel.module.css';
import { chooseAgain, mayRetry, pauseUpload, removeUpload, resumeUpload, retryUpload } from './uploads.ts';

/** A file on its way in: how far it is, and what can be done with it. */
export function UploadRow({ upload }: { readonly upload: Upload }) {
  const text = useTexts();
  const { bytes, failure, name, recordingId, sent, state } = upload;
  const share = bytes > 0 ? Math.min(100, (100 * sent) / bytes) : 0;
  const told = failure && wordFailure(failure, text);
  const [isOther, setOther] = useState(false);
  return (
    <>
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
        {(state === 'sending' || state === 'paused' || (state === 'waiting' && sent > 0)) && (
          <Progress
            value={share}
            size="sm"
            my={4}
            color={state === 'sending' ? 'cyan' : 'gray.5'}
            aria-label={text('web-upload-progress', { name })}
          />
        )}
        {told || (isOther && state === 'lost') ? (
          <Text size="xs" role="alert" className={styles.failure ?? ''}>
            {told ? `${told.message} ${told.hint ?? ''}` : text('web-upload-other-file', { name, bytes })}
          </Text>
        ) : (
          <Text size="xs" c="dimmed" className={styles.figures ?? ''}>
            {wordState(upload, Math.floor(share), text)}
          </Text>
        )}
      </div>
      <RowButtons upload={upload} onChosen={(right) => setOther(!right)} />
    </>
  );
}

function wordState({ bytes, pace, sent, state }: Upload, share: number, text: Words): string {
  if (state === 'waiting') return text('web-upload-waits');
  if (state === 'paused') return text('web-upload-paused', { share });
  if (state === 'lost') return text('web-upload-lost', { share });
  if (state === 'sent') return text('web-upload-done');
  if (sent >= bytes) return text('web-upload-arrived');
  if (!pace) return text('web-upload-sent', { sent, bytes });
  const seconds = (bytes - sent) / pace;
  return text(seconds < 2 ? 'web-upload-pace' : 'web-upload-left', { sent, bytes, pace, seconds });
}

function RowButtons({
  onChosen,
  upload,
}: {
  readonly upload: Upload;
  /** Whether the file that was chosen again is the one that was lost. */
  readonly onChosen: (right: boolean) => void;
}) {
  const text = useTexts();
  const { key, name, sent, state } = upload;
  const again = ([file]: readonly File[]) => {
    if (file) onChosen(chooseAgain(key, file));
  };
  return (
    <>
      {(state === 'sending' || state === 'waiting') && (
        <RowButton label={text('web-upload-pause', { name })} onClick={() => pauseUpload(key)}>
          <IconPlayerPause size={17} aria-hidden />
        </RowButton>
      )}
      {state === 'paused' && (
        <RowButton label={text('web-upload-resume', { name })} onClick={() => resumeUpload(key)}>
          <IconPlayerPlay size={17} aria-hidden />
        </RowButton>
      )}
      {state === 'lost' && (
        <Button
          size="compact-sm"
          variant="light"
          aria-label={text('web-upload-choose-again', { name })}
          onClick={() => chooseFiles(again, { one: true })}
        >
          {text('web-upload-choose')}
        </Button>
      )}
      {state === 'failed' && mayRetry(upload) && (
        <RowButton label={text('web-upload-retry', { name })} onClick={() => retryUpload(key)}>
          <IconRefresh size={18} aria-hidden />
        </RowButton>
      )}
      {state === 'sent' ? (
        <IconCheck size={18} aria-hidden className={styles.done} />
      ) : (
        <CloseButton
          aria-label={text('web-upload-cancel', { name })}
          onClick={() => (sent > 0 && state !== 'failed' ? askToRemove(upload, text) : removeUpload(key))}
        />
      )}
    </>
  );
}

function askToRemove({ key, name }: Upload, text: Words): void {
  modals.openConfirmModal({
    title: text('web-upload-cancel-title'),
    children: text('web-upload-cancel-question', { name }),
    labels: { confirm: text('web-upload-cancel-yes'), cancel: text('web-keep') },
    confirmProps: { color: 'red' },
    onConfirm: () => removeUpload(key),
  });
}

function RowButton(props: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={props.label} onClick={props.onClick}>
      {props.children}
    </ActionIcon>
  );
}
