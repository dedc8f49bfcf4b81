import { Container, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { LoadingPage } from '../layout/loading-page.tsx';
import { useTitle } from '../layout/use-title.ts';
import { oneRecording } from '../recordings/queries.ts';
import { RecordingStanding } from '../recordings/recording-standing.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { LiveText } from './live-text.tsx';
import { transcriptOf } from './queries.ts';
import { TranscriptHead } from './transcript-head.tsx';
import styles from './transcript-page.module.css';
import { TranscriptView } from './transcript-view.tsx';

/** One recording: its text while it is being recognised, and afterwards the text with its sound. */
export function TranscriptPage({ id }: { readonly id: string }) {
  const text = useTexts();
  const recording = useQuery(oneRecording(id));
  const done = recording.data?.state === 'succeeded';
  const transcript = useQuery({ ...transcriptOf(id), enabled: done });
  useTitle(recording.data?.file_name ?? text('web-transcript'));
  if (recording.error && !recording.data)
    return (
      <Container size="md">
        <FailureNotice error={recording.error} onRetry={() => void recording.refetch()} />
      </Container>
    );
  if (!recording.data) return <LoadingPage />;
  const { error } = recording.data;
  return (
    <Container size="md">
      <TranscriptHead recording={recording.data} transcript={transcript.data} />
      {!done && (
        <div className={styles.standing}>
          <RecordingStanding recording={recording.data} />
          {error && (
            <Text size="sm" mt={6}>
              {error.hint}
            </Text>
          )}
        </div>
      )}
      {done && transcript.error && !transcript.data && (
        <FailureNotice error={transcript.error} onRetry={() => void transcript.refetch()} />
      )}
      {/* Until the whole text is here, what came live stays. */}
      {transcript.data ? (
        <TranscriptView recording={recording.data} transcript={transcript.data} />
      ) : (
        <LiveText id={id} live={!done} state={recording.data.state} />
      )}
    </Container>
  );
}
