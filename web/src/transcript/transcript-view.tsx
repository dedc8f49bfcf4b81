import { lazy, Suspense } from 'react';
import type { Recording, Transcript } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FindBar } from './find/find-bar.tsx';
import { MarkToolbar } from './highlights/mark-toolbar.tsx';
import { useFilm } from './playback.ts';
import { PlayerBar } from './player-bar.tsx';
import { SegmentList } from './segment-list.tsx';
import { SpeakerBar } from './speaker-bar.tsx';
import { TranscriptPanel } from './transcript-panel.tsx';
import { TranscriptTools } from './transcript-tools.tsx';
import styles from './transcript-view.module.css';
import { useTranscriptPage } from './use-transcript-page.ts';

const SelectionBar = lazy(async () => ({
  default: (await import('./speakers/selection-bar.tsx')).SelectionBar,
}));
const VideoStage = lazy(async () => ({
  default: (await import('./video/video-stage.tsx')).VideoStage,
}));

interface TranscriptViewProps {
  readonly recording: Recording;
  readonly transcript: Transcript;
}

/** The finished text with its sound: each shows where the other is. */
export function TranscriptView({ recording, transcript }: TranscriptViewProps) {
  const page = useTranscriptPage(recording, transcript);
  const { changes, findSpeaker, marking, mayWrite, panel, playback, steps } = page;
  return (
    <div className={styles.page} data-panel={panel}>
      <TranscriptText {...{ recording, transcript, page }} />
      {panel && (
        <TranscriptPanel
          {...{ panel, transcript, mayWrite, findSpeaker, marking }}
          recordingId={recording.id}
          returning={changes.returning}
          onSeek={steps.showTime}
          onShow={steps.showIndex}
          onClose={page.closePanel}
        />
      )}
      <TranscriptFloats {...{ recording, transcript, page }} />
      <PlayerBar
        playback={playback}
        duration={recording.media?.duration ?? 0}
        segments={transcript.segments}
      />
    </div>
  );
}

interface PartProps extends TranscriptViewProps {
  readonly page: ReturnType<typeof useTranscriptPage>;
}

function TranscriptText({ page, recording, transcript }: PartProps) {
  const text = useTexts();
  const { changes, desk, finding, findSpeaker, marking, mayWrite, steps } = page;
  const { corrections, undoing } = changes;
  const { segments, speakers = [], version = 1 } = transcript;
  const film = useFilm(page.playback);
  return (
    <div ref={page.around} className={styles.text}>
      {film && (
        <Suspense>
          <VideoStage
            playback={page.playback}
            captions={`/v1/recordings/${recording.id}/transcript?format=vtt&version=${version}`}
          />
        </Suspense>
      )}
      {speakers.length > 0 && (
        <SpeakerBar {...{ transcript, mayWrite }} changes={changes.speakers} onHear={steps.hear} />
      )}
      <TranscriptTools
        {...{ mayWrite, undoing }}
        doubtful={steps.doubtful}
        highlights={marking.found.highlights.length}
        panel={page.panel}
        onStepDoubtful={steps.stepDoubtful}
        onConfirm={page.confirm}
        onFind={finding.show}
        onCopy={page.copies.whole}
        onPanel={page.flip}
      />
      {segments.length === 0 && <p className={styles.nothing}>{text('web-transcript-empty')}</p>}
      <SegmentList
        ref={page.list}
        {...{ desk, transcript, findSpeaker, corrections, finding }}
        selected={page.selection.selected}
        others={changes.others}
        highlights={marking.found.byPlace}
      />
    </div>
  );
}

/** What comes and goes above the text. */
function TranscriptFloats({ page, transcript }: PartProps) {
  const { changes, copies, desk, finding, marking, selection } = page;
  return (
    <Suspense>
      {finding.open && <FindBar finding={finding} />}
      {selection.selected.size > 0 && (
        <SelectionBar
          {...{ transcript }}
          selected={selection.selected}
          changes={changes.speakers}
          onCopy={() => copies.some(selection.selected)}
          onClose={selection.clear}
        />
      )}
      <MarkToolbar
        list={page.around}
        mayWrite={page.mayWrite}
        onHighlight={marking.words}
        onCopy={copies.words}
        onLink={desk.copyLink}
      />
    </Suspense>
  );
}
