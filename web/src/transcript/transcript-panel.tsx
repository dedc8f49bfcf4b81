import { lazy, Suspense } from 'react';
import type { Transcript } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { useReturning } from './revisions/use-returning.ts';
import { SidePanel } from './side-panel.tsx';
import type { FindSpeaker } from './speakers.ts';
import type { Panel } from './transcript-tools.tsx';
import type { useMarking } from './use-marking.ts';

const VersionsPanel = lazy(async () => ({
  default: (await import('./revisions/versions-panel.tsx')).VersionsPanel,
}));
const HighlightsPanel = lazy(async () => ({
  default: (await import('./highlights/highlights-panel.tsx')).HighlightsPanel,
}));

interface TranscriptPanelProps {
  readonly panel: Panel;
  readonly recordingId: string;
  readonly transcript: Transcript;
  readonly mayWrite: boolean;
  readonly findSpeaker: FindSpeaker;
  readonly marking: ReturnType<typeof useMarking>;
  readonly returning: ReturnType<typeof useReturning>;
  readonly onSeek: (seconds: number) => void;
  readonly onShow: (index: number) => void;
  readonly onClose: () => void;
}

/** What was marked, or what was changed, beside the text. */
export function TranscriptPanel(props: TranscriptPanelProps) {
  const { findSpeaker, marking, mayWrite, onClose, panel, recordingId, transcript } = props;
  const text = useTexts();
  return (
    <SidePanel key={panel} title={text(`web-${panel}-title`)} onClose={onClose}>
      <Suspense>
        {panel === 'highlights' ? (
          <HighlightsPanel
            found={marking.found}
            segments={transcript.segments}
            mayWrite={mayWrite}
            noting={marking.noting}
            onNote={marking.note}
            onSeek={props.onSeek}
          />
        ) : (
          <VersionsPanel
            {...{ recordingId, mayWrite, findSpeaker }}
            version={transcript.version ?? 1}
            returning={props.returning}
            onShow={props.onShow}
          />
        )}
      </Suspense>
    </SidePanel>
  );
}
