import { Button, Text } from '@mantine/core';
import { findLocale } from '../../texts/language.ts';
import { useLanguage } from '../../texts/language-context.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { Change } from '../queries.ts';
import { type FindSpeaker, nameSpeaker } from '../speakers.ts';
import { Comparison } from './comparison.tsx';
import { nameAuthor } from './name-author.ts';
import styles from './versions-panel.module.css';

interface VersionEntryProps {
  readonly change: Change;
  readonly newest: boolean;
  readonly mayWrite: boolean;
  readonly findSpeaker: FindSpeaker;
  readonly onShow: (index: number) => void;
  readonly onUndo: () => void;
  readonly onReturn: () => void;
}

/** One version: who made it, when, and of what. */
export function VersionEntry(props: VersionEntryProps) {
  const { change, mayWrite, newest, onReturn, onUndo } = props;
  const text = useTexts();
  const { language } = useLanguage();
  const first = change.type === 'transcribed';
  const time = new Date(change.made_at).toLocaleString(findLocale(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <bdi className={styles.author}>{first ? text('web-author-itself') : nameAuthor(change, text)}</bdi>
        <time dateTime={change.made_at} className={styles.time}>
          {time}
        </time>
      </div>
      <Text size="sm">
        {text(`web-change-${change.type}`, {
          count: change.segments.length,
          version: change.reverted_to ?? 0,
        })}
      </Text>
      <SpeakerLines {...props} />
      <CorrectionLines {...props} />
      {mayWrite && (
        <div className={styles.tools}>
          {!first && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={onUndo}>
              {text('web-change-undo')}
            </Button>
          )}
          {!newest && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={onReturn}>
              {text('web-version-return')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function SpeakerLines({ change, findSpeaker }: VersionEntryProps) {
  const text = useTexts();
  const call = (id: string) => findSpeaker(id)?.name ?? nameSpeaker({ id }, text);
  const lines = [
    ...change.names.map(({ is, speaker, was }) => ({
      key: `name ${speaker}`,
      was: was ?? nameSpeaker({ id: speaker }, text),
      is: is ?? nameSpeaker({ id: speaker }, text),
    })),
    ...change.merges
      .filter(({ is }) => is !== null)
      .map(({ is, speaker }) => ({ key: `merge ${speaker}`, was: call(speaker), is: call(is ?? '') })),
  ];
  return lines.slice(0, 20).map(({ is, key, was }) => (
    <Text key={key} size="sm" className={styles.names}>
      <bdi>{was}</bdi> <span aria-hidden>→</span> <bdi>{is}</bdi>
    </Text>
  ));
}

/** Corrections that are shown of one version; of more one goes by the text. */
const mostShown = 5;

function CorrectionLines({ change, findSpeaker, onShow }: VersionEntryProps) {
  const text = useTexts();
  const call = (id: string | null) =>
    id === null ? text('web-speaker-none') : (findSpeaker(id)?.name ?? nameSpeaker({ id }, text));
  // Of a merging or splitting its speakers say enough.
  const { corrections } = change;
  const worded = corrections.filter(({ is, was }) => is.text !== was.text || change.type === 'corrected');
  const rest = change.segments.length - mostShown;
  return (
    <>
      {worded.slice(0, mostShown).map(({ index, is, was }) => (
        <button key={index} type="button" className={styles.correction} onClick={() => onShow(index)}>
          {is.text !== was.text && <Comparison was={was.text} is={is.text} />}
          {is.speaker !== was.speaker && (
            <span className={styles.names}>
              <bdi>{call(was.speaker)}</bdi> <span aria-hidden>→</span> <bdi>{call(is.speaker)}</bdi>
            </span>
          )}
          {is.text === was.text && is.speaker === was.speaker && (
            <span className={styles.names}>{text('web-change-checked')}</span>
          )}
        </button>
      ))}
      {worded.length > mostShown && (
        <Text size="xs" c="dimmed">
          {text('web-change-more', { count: rest })}
        </Text>
      )}
    </>
  );
}
