import { Button, Group, Kbd, NativeSelect, Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import type { Desk } from './desk.ts';
import { type Draft, keepDraft, readDraft } from './drafts.ts';
import type { Change, Segment } from './queries.ts';
import { ConflictNotice } from './revisions/conflict-notice.tsx';
import styles from './segment-editor.module.css';
import { nameSpeaker, type Speaker } from './speakers.ts';
import { useLengthGuard } from './use-length-guard.ts';

interface SegmentEditorProps {
  readonly desk: Desk;
  readonly segment: Segment;
  readonly speakers: readonly Speaker[] | undefined;
  /** Why what was written could not be saved. */
  readonly failure: Error | undefined;
  /** What somebody else made of it while it is written. */
  readonly others: Change | undefined;
}

/** Letters of a segment. */
const longest = 100_000;

/** A segment being corrected in its place. */
export function SegmentEditor({ desk, failure, others, segment, speakers = [] }: SegmentEditorProps) {
  const text = useTexts();
  const { index } = segment;
  const { change, changed, draft, overtaken, tooLong, refuse, now } = useDraft(desk.recordingId, segment);
  const field = useRef<HTMLTextAreaElement>(null);
  useLengthGuard(field, longest, refuse);
  const saveMine = useRef<HTMLButtonElement>(null);
  const giveUp = () => desk.giveUp(index);
  // Once what another made of it was seen, that is what one's own takes the place of.
  const save = () => {
    if (changed || overtaken) desk.save(index, { ...draft, begun: now });
    else {
      desk.giveUp(index);
      desk.confirm(index);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') giveUp();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    // Another's words are read before they are written over.
    if (overtaken) saveMine.current?.focus();
    else save();
  };
  return (
    <div className={styles.editor}>
      <Textarea
        ref={field}
        aria-label={text('web-segment-text')}
        size="md"
        autosize
        minRows={2}
        maxRows={16}
        data-autofocus
        autoFocus
        dir="auto"
        value={draft.text}
        error={tooLong && text('web-segment-long', { longest })}
        onChange={({ currentTarget: { value } }) => change({ text: value })}
        onKeyDown={onKeyDown}
      />
      {overtaken && <ConflictNotice was={draft.begun.text} theirs={segment} others={others} />}
      {failure && <FailureNotice error={failure} />}
      <Group justify="space-between" gap="xs">
        {speakers.length > 0 ? (
          <NativeSelect
            size="xs"
            aria-label={text('web-segment-speaker')}
            value={draft.speaker}
            onChange={({ currentTarget: { value } }) => change({ speaker: value })}
            data={[
              { value: '', label: text('web-speaker-none') },
              ...speakers.map((speaker) => ({ value: speaker.id, label: nameSpeaker(speaker, text) })),
            ]}
          />
        ) : (
          <span />
        )}
        <Group gap="xs">
          <Text size="xs" c="dimmed" visibleFrom="sm">
            <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
          </Text>
          <Button size="xs" variant="default" onClick={giveUp}>
            {text(overtaken ? 'web-keep-theirs' : 'web-cancel')}
          </Button>
          <Button ref={saveMine} size="xs" onClick={save}>
            {text(overtaken ? 'web-save-mine' : 'web-save')}
          </Button>
        </Group>
      </Group>
    </div>
  );
}

/** What is being written, beside what it was begun for and what the segment says now. */
function useDraft(recordingId: string, segment: Segment) {
  const now = { text: segment.text, speaker: segment.speaker ?? '' };
  const [draft, setDraft] = useState<Draft>(
    () => readDraft(recordingId, segment.index) ?? { ...now, begun: now },
  );
  const [tooLong, setTooLong] = useState(false);
  const { begun } = draft;
  const changed = draft.text !== begun.text || draft.speaker !== begun.speaker;
  useEffect(() => {
    if (changed) keepDraft(recordingId, segment.index, draft);
  }, [changed, draft, segment.index, recordingId]);
  const change = (part: Partial<Pick<Draft, 'text' | 'speaker'>>) => {
    setTooLong(false);
    setDraft((before) => ({ ...before, ...part }));
  };
  const overtaken = now.text !== begun.text || now.speaker !== begun.speaker;
  return { now, draft, change, changed, overtaken, tooLong, refuse: () => setTooLong(true) };
}
