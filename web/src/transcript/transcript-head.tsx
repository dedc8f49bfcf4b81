import { Button, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconShare2 } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Recording, Transcript } from '../api/client.ts';
import { useMay } from '../identity/use-who.ts';
import { useWayBack } from '../recordings/list-place.ts';
import { RecordingMenu } from '../recordings/recording-menu.tsx';
import { openShares } from '../shares/open-shares.tsx';
import { formatClock } from '../texts/formats.ts';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ExportMenu } from './export-menu.tsx';
import styles from './transcript-head.module.css';

/** What the recording is, and what can be done with the whole of it. */
export function TranscriptHead({
  recording,
  transcript,
}: {
  readonly recording: Recording;
  readonly transcript: Transcript | undefined;
}) {
  const text = useTexts();
  const router = useRouter();
  const goBack = useWayBack();
  const mayShare = useMay('recordings:write');
  const facts = useFacts(recording, transcript?.language);
  return (
    <div className={styles.head}>
      <Link to="/recordings" className={styles.back} onClick={goBack}>
        <IconArrowLeft size={16} aria-hidden />
        {text('web-recordings')}
      </Link>
      <div className={styles.line}>
        <div className={styles.words}>
          <Title order={1} size="h3">
            <bdi>{recording.file_name}</bdi>
          </Title>
          <Text size="sm" c="dimmed" mt={2}>
            {facts.join(' · ')}
          </Text>
        </div>
        <div className={styles.tools}>
          {transcript && mayShare && (
            <Button
              variant="default"
              leftSection={<IconShare2 size={17} aria-hidden />}
              onClick={() => openShares(recording, text)}
            >
              {text('web-share-action')}
            </Button>
          )}
          {transcript && <ExportMenu id={recording.id} transcript={transcript} />}
          <RecordingMenu
            recording={recording}
            onDeleted={() => void router.navigate({ to: '/recordings', replace: true })}
          />
        </div>
      </div>
      {transcript?.notes.map((note) => (
        <Text key={note.code} size="sm" className={styles.note}>
          {note.text}
        </Text>
      ))}
    </div>
  );
}

/** When it was made, how long it is, what is spoken. Worded once: asking a browser for names of languages and dates is slow. */
function useFacts({ created_at: created, media }: Recording, spoken: string | undefined): string[] {
  const { language } = useLanguage();
  const duration = media?.duration ?? 0;
  const made = useMemo(
    () => new Date(created).toLocaleString(findLocale(language), { dateStyle: 'long', timeStyle: 'short' }),
    [created, language],
  );
  const name = useMemo(
    () => spoken && new Intl.DisplayNames(language, { type: 'language' }).of(spoken),
    [spoken, language],
  );
  return [made, duration > 0 ? formatClock(duration) : undefined, name].filter((fact) => fact !== undefined);
}
