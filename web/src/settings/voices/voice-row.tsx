import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots, IconPencil, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { AddSample } from './add-sample.tsx';
import type { Sample, Voice } from './queries.ts';
import { RenameVoice } from './rename-voice.tsx';
import { useVoiceActions } from './use-voice-actions.ts';
import styles from './voices.module.css';

/** Somebody whose voice is known: by which recordings, and in how many it was known again. */
export function VoiceRow({ mayWrite, voice }: { readonly voice: Voice; readonly mayWrite: boolean }) {
  const text = useTexts();
  const { dropSample, erase } = useVoiceActions(voice);
  const [open, setOpen] = useState<'name' | 'sample'>();
  const { created_at: created, made_by: maker, name, recognised, samples } = voice;
  const close = () => setOpen(undefined);
  return (
    <li className={styles.voice}>
      <div className={styles.head}>
        <div className={styles.what}>
          <Text fw={550}>
            <bdi>{name}</bdi>
          </Text>
          <Text size="xs" c="dimmed">
            {text('web-voice-recognised', { count: recognised })} · {text('web-voice-since')}{' '}
            <Moment time={created} />
            {maker && (
              <>
                {' · '}
                <bdi>{maker}</bdi>
              </>
            )}
          </Text>
        </div>
        {mayWrite && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text('web-actions', { name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('name')}>
                {text('web-voice-rename')}
              </Menu.Item>
              <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('sample')}>
                {text('web-voice-sample-add')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={erase}>
                {text('web-voice-forget')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <ul className={styles.samples} aria-label={text('web-voice-samples', { name })}>
        {samples.map((sample) => (
          <SampleLine
            key={sample.id}
            sample={sample}
            {...(mayWrite && samples.length > 1 && { onRemove: () => dropSample(sample.id) })}
          />
        ))}
      </ul>
      <RenameVoice voice={voice} opened={open === 'name'} onClose={close} />
      <AddSample voice={voice} opened={open === 'sample'} onClose={close} />
    </li>
  );
}

function SampleLine({
  onRemove,
  sample: { recording, seconds, speaker },
}: {
  readonly sample: Sample;
  readonly onRemove?: () => void;
}) {
  const text = useTexts();
  const name = recording?.file_name ?? text('web-voice-recording-gone');
  return (
    <li className={styles.sample}>
      <span>
        {recording ? (
          <Link to="/recordings/$id" params={{ id: recording.id }}>
            <bdi>{name}</bdi>
          </Link>
        ) : (
          name
        )}{' '}
        <Text component="span" size="xs" c="dimmed">
          {speaker} · {text('web-span', { seconds })}
        </Text>
      </span>
      {onRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={onRemove}
          aria-label={text('web-remove', { name })}
        >
          <IconX size={15} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
