import { Popover } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Transcript } from '../api/client.ts';
import { formatSpan } from '../texts/formats.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import rowStyles from './segment-row.module.css';
import styles from './speaker-bar.module.css';
import { SpeakerForm } from './speakers/speaker-form.tsx';
import type { SpeakerChanges } from './speakers/use-speaker-changes.ts';
import { findColour, nameSpeaker, type Speaker, sumSeconds } from './speakers.ts';

interface SpeakerBarProps {
  readonly transcript: Transcript;
  readonly mayWrite: boolean;
  readonly changes: SpeakerChanges;
  /** Leads to where somebody begins to speak. */
  readonly onHear: (speaker: string) => void;
}

/** Who speaks. A name that is given here stands everywhere in the transcript. */
export function SpeakerBar({ changes, mayWrite, onHear, transcript }: SpeakerBarProps) {
  const text = useTexts();
  const { segments, speakers = [] } = transcript;
  const seconds = useMemo(() => sumSeconds(segments), [segments]);
  return (
    <ul className={styles.bar} aria-label={text('web-speakers')}>
      {speakers.map((speaker, place) => (
        <li key={speaker.id}>
          <SpeakerChip
            speaker={speaker}
            seconds={seconds.get(speaker.id) ?? 0}
            others={speakers.filter(({ id }) => id !== speaker.id)}
            colour={findColour(speaker.id, place)}
            {...{ changes, mayWrite, onHear }}
          />
        </li>
      ))}
    </ul>
  );
}

interface SpeakerChipProps extends Omit<SpeakerBarProps, 'transcript'> {
  readonly speaker: Speaker;
  readonly seconds: number;
  readonly others: readonly Speaker[];
  readonly colour: number;
}

function SpeakerChip({ changes, colour, mayWrite, onHear, others, seconds, speaker }: SpeakerChipProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const name = nameSpeaker(speaker, text);
  const inside = (
    <>
      <span className={styles.dot} aria-hidden />
      <bdi className={styles.name}>{name}</bdi>
      <span className={styles.span}>{formatSpan(seconds, language)}</span>
    </>
  );
  const look = { className: `${rowStyles['voice']} ${styles.chip}`, 'data-colour': colour };
  if (!mayWrite)
    return (
      <button
        type="button"
        {...look}
        onClick={() => onHear(speaker.id)}
        title={text('web-hear-speaker', { name })}
      >
        {inside}
      </button>
    );
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      trapFocus
      withinPortal
      shadow="md"
      width={300}
    >
      <Popover.Target>
        <button
          type="button"
          {...look}
          onClick={() => setOpen(!open)}
          title={text('web-rename-speaker', { name })}
        >
          {inside}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <SpeakerForm
          {...{ changes, speaker, others }}
          onHear={() => onHear(speaker.id)}
          onDone={() => setOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
