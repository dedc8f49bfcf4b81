import { useEffect, useMemo, useRef, useState } from 'react';
import type { Recording, Transcript } from '../api/client.ts';
import { useMay } from '../identity/use-who.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useFind } from './find/use-find.ts';
import { createPlayback } from './playback.ts';
import type { SegmentListHandle } from './segment-list.tsx';
import { createSpeakerFinder } from './speakers.ts';
import type { Panel } from './transcript-tools.tsx';
import { useAddressTime } from './use-address-time.ts';
import { useChanges } from './use-changes.ts';
import { useCopies } from './use-copies.ts';
import { useDesk } from './use-desk.ts';
import { useMarking } from './use-marking.ts';
import { useSelected } from './use-selected.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useSteps } from './use-steps.ts';

/** Everything that the page of a finished transcript knows and does. */
export function useTranscriptPage({ id }: Recording, transcript: Transcript) {
  const text = useTexts();
  const mayWrite = useMay('recordings:write');
  const { segments, speakers = none } = transcript;
  const [playback] = useState(() => createPlayback(`/v1/recordings/${id}/audio`));
  useEffect(() => () => playback.close(), [playback]);
  const findSpeaker = useMemo(() => createSpeakerFinder(speakers, text), [speakers, text]);
  const list = useRef<SegmentListHandle>(null);
  const around = useRef<HTMLDivElement>(null);
  useAddressTime(playback, segments, list);
  const [panel, setPanel] = useState<Panel>();
  const changes = useChanges(id);
  const { corrections, undoing } = changes;
  const finding = useFind(segments, (place) => list.current?.show(place));
  const selection = useSelected(useMemo(() => segments.map(({ index }) => index), [segments]));
  const marking = useMarking(id, segments, () => setPanel('highlights'));
  const copies = useCopies(segments, findSpeaker);
  const steps = useSteps(playback, segments, list);
  const desk = useDesk(
    { recordingId: id, playback, mayWrite },
    { ...corrections, select: selection.select, highlight: marking.segment, copy: copies.segment },
  );
  const flip = (wanted: Panel) => setPanel((now) => (now === wanted ? undefined : wanted));
  /** Does something to the segment that is being heard. */
  const withCurrent = (act: (index: number) => void) => () => {
    const current = segments[list.current?.current() ?? 0];
    if (current) act(current.index);
  };
  const confirm = withCurrent(corrections.confirm);
  useShortcuts({
    ...{ playback, mayWrite, confirm, find: finding.show },
    ...{ stepDoubtful: steps.stepDoubtful, stepSegment: steps.stepSegment },
    ...{ undo: undoing.undo, redo: undoing.redo },
    edit: withCurrent(corrections.edit),
    highlight: () => marking.selected(around.current) || withCurrent(marking.segment)(),
    select: (reach) => withCurrent((index) => selection.select(index, reach))(),
    copyLink: () => desk.copyLink(playback.audio.currentTime),
    showHighlights: () => flip('highlights'),
    showVersions: () => flip('versions'),
  });
  return {
    ...{ mayWrite, playback, findSpeaker, list, around, changes, finding, selection, marking },
    ...{ copies, steps, desk, confirm, panel, flip, closePanel: () => setPanel(undefined) },
  };
}

const none: never[] = [];
