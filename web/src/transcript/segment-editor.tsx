import { Alert, Button, Group, Kbd, NativeSelect, Text, Textarea } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { keepDraft, readDraft } from './drafts.ts';
import type { Segment } from './queries.ts';
import styles from './segment-editor.module.css';
import { nameSpeaker, type Speaker } from './speakers.ts';
import { useCorrection } from './use-correction.ts';

interface SegmentEditorProps {
  readonly recordingId: string;
  readonly segment: Segment;
  readonly speakers: readonly Speaker[] | undefined;
  readonly version: number | undefined;
  readonly onDone: () => void;
}

/** A segment being corrected in its place. */
export function SegmentEditor({ onDone, recordingId, segment, speakers = [], version }: SegmentEditorProps) {
  const text = useTexts();
  const { index } = segment;
  // Whatever comes from elsewhere meanwhile, writing goes on from what was there at its beginning.
  const [begun] = useState({ segment, version });
  const [draft, setDraft] = useState(
    () => readDraft(recordingId, index) ?? { text: segment.text, speaker: segment.speaker ?? '' },
  );
  const { save, theirs } = useCorrection({ recordingId, ...begun, onDone });
  const changed = draft.text !== begun.segment.text || draft.speaker !== (begun.segment.speaker ?? '');
  useEffect(() => {
    if (changed) keepDraft(recordingId, index, draft);
  }, [changed, draft, index, recordingId]);
  const giveUp = () => {
    keepDraft(recordingId, index);
    onDone();
  };
  const submit = () => (changed || theirs ? save.mutate(draft) : giveUp());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') giveUp();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <div className={styles.editor}>
      <Textarea
        aria-label={text('web-segment-text')}
        size="md"
        autosize
        minRows={2}
        maxRows={16}
        maxLength={100_000}
        data-autofocus
        autoFocus
        dir="auto"
        value={draft.text}
        onChange={({ currentTarget: { value } }) => setDraft((before) => ({ ...before, text: value }))}
        onKeyDown={onKeyDown}
      />
      {theirs && (
        <Alert
          color="yellow"
          variant="light"
          icon={<IconUsers aria-hidden />}
          title={text('web-conflict')}
          role="alert"
        >
          <Text size="sm" dir="auto" className={styles.theirs}>
            {theirs.text}
          </Text>
          <Text size="sm">{text('web-conflict-hint')}</Text>
        </Alert>
      )}
      {save.error && <FailureNotice error={save.error} />}
      <Group justify="space-between" gap="xs">
        {speakers.length > 0 ? (
          <NativeSelect
            size="xs"
            aria-label={text('web-segment-speaker')}
            value={draft.speaker}
            onChange={({ currentTarget: { value } }) => setDraft((before) => ({ ...before, speaker: value }))}
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
            {text(theirs ? 'web-keep-theirs' : 'web-cancel')}
          </Button>
          <Button size="xs" loading={save.isPending} onClick={submit}>
            {text(theirs ? 'web-save-mine' : 'web-save')}
          </Button>
        </Group>
      </Group>
    </div>
  );
}
