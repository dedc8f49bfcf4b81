import { Radio, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Loaded } from '../settings-page.tsx';
import { mostTyped } from '../use-fields.ts';
import { doneRecordings, speakersOf } from './queries.ts';
import { SpeakerChoice } from './speaker-choice.tsx';
import styles from './voices.module.css';

/** Where a voice is heard: a recording, and a speaker of it. */
export interface Source {
  readonly recording?: string | undefined;
  readonly speaker?: string | undefined;
}

interface Given {
  readonly source: Source;
  readonly onChange: (source: Source) => void;
}

/** Chooses a recording, then one of those who speak in it. */
export function SourceFields({ onChange, source }: Given) {
  const { recording } = source;
  return (
    <>
      <RecordingChoice source={source} onChange={onChange} />
      {recording !== undefined && <SpeakersOf id={recording} source={source} onChange={onChange} />}
    </>
  );
}

function RecordingChoice({ onChange, source }: Given) {
  const text = useTexts();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery(doneRecordings(search));
  return (
    <div>
      <TextInput
        label={text('web-voice-recording')}
        placeholder={text('web-voice-recording-find')}
        maxLength={mostTyped}
        autoComplete="off"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <Loaded query={found}>
        {(recordings) => (
          <Radio.Group
            aria-label={text('web-voice-recording')}
            value={source.recording ?? null}
            onChange={(recording) => onChange({ recording })}
          >
            <div className={styles.choices}>
              {recordings.length === 0 && (
                <Text size="sm" c="dimmed" p="sm">
                  {text('web-voice-recording-none')}
                </Text>
              )}
              {recordings.map(({ created_at, file_name, id }) => (
                <div key={id} className={styles.choice}>
                  <Radio value={id} label={<bdi>{file_name}</bdi>} />
                  <Text size="xs" c="dimmed">
                    <Moment time={created_at} />
                  </Text>
                </div>
              ))}
            </div>
          </Radio.Group>
        )}
      </Loaded>
    </div>
  );
}

function SpeakersOf({ id, onChange, source }: Given & { readonly id: string }) {
  const text = useTexts();
  const speakers = useQuery(speakersOf(id));
  return (
    <Loaded query={speakers}>
      {(list) =>
        list.length === 0 ? (
          <Text size="sm" role="status">
            {text('web-voice-speakers-none')}
          </Text>
        ) : (
          <Radio.Group
            label={text('web-voice-speaker')}
            value={source.speaker ?? null}
            onChange={(speaker) => onChange({ recording: id, speaker })}
          >
            <div className={styles.choices}>
              {list.map((speaker) => (
                <SpeakerChoice key={speaker.id} recordingId={id} speaker={speaker} />
              ))}
            </div>
          </Radio.Group>
        )
      }
    </Loaded>
  );
}
