import { Container, Text, Title } from '@mantine/core';
import { formatClock } from '../texts/formats.ts';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { addressOf, type Shared } from './queries.ts';
import { SharedFrame } from './shared-frame.tsx';
import { SharedSound } from './shared-sound.tsx';
import { SharedText } from './shared-text.tsx';
import { SharedTools } from './shared-tools.tsx';
import styles from './shared-transcript.module.css';

/** The whole of what a link shares: to read, to take along and, where that is shared, to hear. */
export function SharedTranscript({ secret, shared }: { readonly secret: string; readonly shared: Shared }) {
  const { audio, created_at: created, file_name: name, transcript } = shared;
  const { language } = useLanguage();
  const facts = [
    new Date(created).toLocaleString(findLocale(language), { dateStyle: 'long', timeStyle: 'short' }),
    transcript.duration > 0 && formatClock(transcript.duration),
    new Intl.DisplayNames(language, { type: 'language' }).of(transcript.language),
  ].filter(Boolean);
  return (
    <SharedFrame>
      <Container size="md">
        <div className={styles.line}>
          <div className={styles.words}>
            <Title order={1} size="h3">
              <bdi>{name}</bdi>
            </Title>
            <Text size="sm" c="dimmed" mt={2}>
              {facts.join(' · ')}
            </Text>
          </div>
          <SharedTools secret={secret} transcript={transcript} />
        </div>
        {transcript.notes.map((note) => (
          <Text key={note.code} size="sm" className={styles.note ?? ''}>
            {note.text}
          </Text>
        ))}
        {audio ? (
          <SharedSound address={addressOf(secret, 'audio')} transcript={transcript} />
        ) : (
          <SharedText transcript={transcript} />
        )}
      </Container>
    </SharedFrame>
  );
}
