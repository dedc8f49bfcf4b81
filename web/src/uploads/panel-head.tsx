import { ActionIcon, Anchor, CloseButton, Progress, Text } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import { describeOptions } from './describe-options.ts';
import { useSendingOptions } from './sending-options.ts';
import { sumUploads } from './sum-uploads.ts';
import type { Upload } from './upload.ts';
import styles from './upload-panel.module.css';
import { pauseAll, removeEnded, resumeAll } from './uploads.ts';
import { openWayIn } from './way-in.ts';

/** How all of it stands, and what can be done with all of it. */
export function PanelHead({
  folded,
  onFold,
  uploads,
}: {
  readonly uploads: readonly Upload[];
  readonly folded: boolean;
  readonly onFold: () => void;
}) {
  const text = useTexts();
  const options = useSendingOptions();
  const { count, seconds, share } = sumUploads(uploads);
  const moving = count.waiting + count.sending;
  const unfinished = moving + count.paused + count.lost;
  const fold = text(folded ? 'web-uploads-unfold' : 'web-uploads-fold');
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <Text size="sm" fw={600} role="status" className={styles.title}>
          {wordStanding(count, text)}
        </Text>
        {moving > 0 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={text('web-uploads-pause-all')}
            onClick={pauseAll}
          >
            <IconPlayerPause size={17} aria-hidden />
          </ActionIcon>
        )}
        {moving === 0 && count.paused > 0 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={text('web-uploads-resume-all')}
            onClick={resumeAll}
          >
            <IconPlayerPlay size={17} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={fold} aria-expanded={!folded} onClick={onFold}>
          {folded ? <IconChevronUp size={17} aria-hidden /> : <IconChevronDown size={17} aria-hidden />}
        </ActionIcon>
        {unfinished === 0 && <CloseButton aria-label={text('web-close')} onClick={removeEnded} />}
      </div>
      {unfinished > 0 && (
        <>
          <Progress value={share} size="xs" aria-label={text('web-uploads')} />
          <div className={styles.line}>
            <Text size="xs" c="dimmed" className={styles.title}>
              {seconds === undefined
                ? text('web-uploads-share', { share: Math.floor(share) })
                : text('web-uploads-left', { share: Math.floor(share), seconds })}
            </Text>
            {count.sent + count.failed > 0 && (
              <Anchor component="button" type="button" size="xs" onClick={removeEnded}>
                {text('web-uploads-clear')}
              </Anchor>
            )}
            <Anchor
              component="button"
              type="button"
              size="xs"
              className={styles.options ?? ''}
              onClick={() => openWayIn({ way: 'options' })}
            >
              {describeOptions(options, text) || text('web-way-options')}
            </Anchor>
          </div>
        </>
      )}
    </header>
  );
}

type Counts = ReturnType<typeof sumUploads>['count'];

function wordStanding(count: Counts, text: ReturnType<typeof useTexts>): string {
  const moving = count.waiting + count.sending;
  if (moving > 0) return text('web-uploads-open', { count: moving });
  if (count.paused > 0) return text('web-uploads-paused', { count: count.paused });
  if (count.lost > 0) return text('web-uploads-lost', { count: count.lost });
  if (count.failed > 0) return text('web-uploads-failed', { count: count.failed });
  return text('web-uploads-ended');
}
