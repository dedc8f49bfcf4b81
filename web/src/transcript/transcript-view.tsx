import { useEffect, useMemo, useRef, useState } from 'react';
import type { Recording, Transcript } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.ts';
import { findDoubtful } from './doubtful.ts';
import { DoubtfulBar } from './doubtful-bar.tsx';
import { createPlayback } from './playback.ts';
import { PlayerBar } from './player-bar.tsx';
import { SegmentList, type SegmentListHandle } from './segment-list.tsx';
import { SpeakerBar } from './speaker-bar.tsx';
import { createSpeakerFinder } from './speakers.ts';
import { stepTo } from './step-to.ts';
import { useAddressTime } from './use-address-time.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** The finished text with its sound: each shows where the other is. */
export function TranscriptView({
  recording,
  transcript,
}: {
  readonly recording: Recording;
  readonly transcript: Transcript;
}) {
  const text = useTexts();
  const { segments, speakers = [] } = transcript;
  const [playback] = useState(() => createPlayback(`/v1/recordings/${recording.id}/audio`));
  useEffect(() => () => playback.close(), [playback]);
  const findSpeaker = useMemo(() => createSpeakerFinder(speakers, text), [speakers, text]);
  const doubtful = useMemo(() => findDoubtful(segments), [segments]);
  const [editing, setEditing] = useState<number>();
  const list = useRef<SegmentListHandle>(null);
  useAddressTime(playback, segments, list);

  const stepDoubtful = (direction: 1 | -1) => {
    const next = stepTo(doubtful, playback.audio.currentTime, direction);
    if (!next) return;
    playback.seek(next.start, false);
    list.current?.show(next.place);
  };
  const stepSegment = (direction: 1 | -1) => {
    const next = stepTo(segments, playback.audio.currentTime, direction);
    if (!next) return;
    playback.seek(next.start, !playback.audio.paused);
    list.current?.show(segments.indexOf(next));
  };
  useShortcuts({
    playback,
    stepDoubtful,
    stepSegment,
    edit: () => setEditing(list.current?.current()),
  });
  return (
    <>
      {speakers.length > 0 && <SpeakerBar recordingId={recording.id} speakers={speakers} />}
      {doubtful.length > 0 && <DoubtfulBar count={doubtful.length} onStep={stepDoubtful} />}
      <SegmentList
        ref={list}
        recordingId={recording.id}
        transcript={transcript}
        playback={playback}
        findSpeaker={findSpeaker}
        editing={editing}
        onEdit={setEditing}
      />
      <PlayerBar playback={playback} duration={recording.media?.duration ?? 0} segments={segments} />
    </>
  );
}
