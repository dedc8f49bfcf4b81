import { Alert, Anchor, Container } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { LoadingPage } from '../layout/loading-page.tsx';
import { useTitle } from '../layout/use-title.ts';
import { oneRecording } from '../recordings/queries.ts';
import { useTexts } from '../texts/use-texts.ts';
import { LiveText } from './live-text.tsx';
import { transcriptOf } from './queries.ts';
import { Standing } from './standing.tsx';
import { TranscriptHead } from './transcript-head.tsx';
import styles from './transcript-page.module.css';
import { TranscriptView } from './transcript-view.tsx';
import { useGone } from './use-gone.ts';

/** One recording: its text while it is being recognised, and afterwards the text with its sound. */
export function TranscriptPage({ id }: { readonly id: string }) {
  const text = useTexts();
  const gone = useGone(id);
  const recording = useQuery({ ...oneRecording(id), enabled: !gone });
  const done = recording.data?.state === 'succeeded';
  const transcript = useQuery({ ...transcriptOf(id), enabled: done });
  useTitle(recording.data?.file_name ?? text('web-transcript'));
  // What it said is not shown as if it were there.
  if (gone) return <GonePage />;
  if (recording.error && !recording.data)
    return (
      <Container size="md">
        <FailureNotice error={recording.error} onRetry={() => void recording.refetch()} />
      </Container>
    );
  if (!recording.data) return <LoadingPage />;
  return (
    <Container size="md" className={styles.page ?? ''}>
      <TranscriptHead recording={recording.data} transcript={transcript.data} />
      {!done && <Standing recording={recording.data} />}
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

/** It was deleted while it was open. */
function GonePage() {
  const text = useTexts();
  return (
    <Container size="md">
      <Alert
        role="alert"
        color="gray"
        variant="light"
        icon={<IconTrash aria-hidden />}
        title={text('web-gone')}
      >
        <Anchor component={Link} to="/recordings" size="sm">
          {text('web-to-recordings')}
        </Anchor>
      </Alert>
    </Container>
  );
}
