import { IconFolder } from '@tabler/icons-react';
import { type DragEvent, memo } from 'react';
import type { Recording } from '../api/client.ts';
import { TagChip } from '../library/tag-chip.tsx';
import { formatClock } from '../texts/formats.ts';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { RecordingMenuButton } from './recording-menu.tsx';
import styles from './recording-row.module.css';
import { RecordingStanding } from './recording-standing.tsx';

interface RowProps {
  readonly recording: Recording;
  /** The name of its folder, where that is worth saying. */
  readonly folder: string | undefined;
  readonly selected: boolean;
  /** Whether any is chosen. */
  readonly selecting: boolean;
  readonly may: boolean;
  readonly onSelect: (id: string, range: boolean) => void;
  readonly onTag: (tag: string) => void;
  readonly onDrag: (event: DragEvent, id: string) => void;
}

/** One recording of the list: what it is, how it stands, and what can be done with it. */
export const RecordingRow = memo(function RecordingRow(props: RowProps) {
  const { may, onDrag, onSelect, recording, selected, selecting } = props;
  const text = useTexts();
  const { file_name: name, id } = recording;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a second way to what its menu does
    <div
      className={`${styles.row} ${may ? styles.choosable : ''}`}
      data-selected={selected || undefined}
      data-selecting={selecting || undefined}
      onDragStart={(event) => may && onDrag(event, id)}
    >
      {may && (
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={selected}
            aria-label={text('web-list-select', { name })}
            onClick={({ shiftKey }) => onSelect(id, shiftKey)}
            onChange={() => undefined}
          />
        </label>
      )}
      <div className={styles.what}>
        <a href={`/recordings/${id}`} className={styles.name} title={name}>
          <bdi>{name}</bdi>
        </a>
        <Facts {...props} />
      </div>
      <div className={styles.standing}>
        <RecordingStanding recording={recording} />
      </div>
      {may ? <RecordingMenuButton recording={recording} /> : <span />}
    </div>
  );
});

function Facts({ folder, onTag, recording }: RowProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const { created_at: created, media, tags } = recording;
  return (
    <div className={styles.facts}>
      <time dateTime={created}>{formatMoment(created, findLocale(language))}</time>
      {media && media.duration > 0 && <span className={styles.length}>{formatClock(media.duration)}</span>}
      {folder !== undefined && (
        <span className={styles.folder}>
          <IconFolder size={13} aria-label={text('web-folder')} />
          <bdi>{folder}</bdi>
        </span>
      )}
      {tags.length > 0 && (
        <span className={styles.tags}>
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              // The tags at the side are the way for keys: a row has stops enough.
              tabIndex={-1}
              title={text('web-tag-show', { tag })}
              className={styles.tag}
              onClick={() => onTag(tag)}
            >
              <TagChip tag={tag} />
            </button>
          ))}
        </span>
      )}
    </div>
  );
}

/** Today as such, else with its day; another year is named. */
function formatMoment(time: string, locale: string): string {
  const then = new Date(time);
  const now = new Date();
  const { clock, day, today, year } = findFormats(locale);
  if (then.toDateString() === now.toDateString()) return `${today}, ${clock.format(then)}`;
  return (then.getFullYear() === now.getFullYear() ? day : year).format(then);
}

/** To make one takes longer than to use it a hundred times. */
let made: { readonly locale: string; readonly formats: ReturnType<typeof makeFormats> } | undefined;

function findFormats(locale: string) {
  if (made?.locale !== locale) made = { locale, formats: makeFormats(locale) };
  return made.formats;
}

function makeFormats(locale: string) {
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const day = { day: 'numeric', month: 'short', ...clock } as const;
  const today = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'day');
  return {
    today: today.charAt(0).toLocaleUpperCase(locale) + today.slice(1),
    clock: new Intl.DateTimeFormat(locale, clock),
    day: new Intl.DateTimeFormat(locale, day),
    year: new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' }),
  };
}
