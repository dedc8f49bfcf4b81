import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../texts/use-texts.ts';
import { nameLanguage } from './describe-options.ts';
import { installedModels } from './queries.ts';
import { keepSendingOptions, type SendingOptions, useSendingOptions } from './sending-options.ts';
import { languages } from './spoken-languages.ts';
import { changeWaiting } from './uploads.ts';
import { closeWayIn } from './way-in.ts';

const most = 20;
/** Characters: they travel in the head of a request, where there is room for so many in any alphabet. */
const longestWords = 2_000;

/** How recordings are to be taken. What is chosen counts at once, and stays chosen. */
export default function OptionsDialog() {
  const text = useTexts();
  const options = useSendingOptions();
  const change = (changed: Partial<Record<keyof SendingOptions, unknown>>) => {
    const next = Object.fromEntries(
      Object.entries({ ...options, ...changed }).filter(([, value]) => value !== undefined && value !== ''),
    ) as SendingOptions;
    keepSendingOptions(next);
    changeWaiting(next);
  };
  return (
    <Modal opened onClose={closeWayIn} title={text('web-options-title')} centered>
      <Stack>
        <Text size="sm" c="dimmed">
          {text('web-options-hint')}
        </Text>
        <LanguageSelect value={options.language} onChange={(language) => change({ language })} />
        <SpeakersSelect options={options} onChange={change} />
        <ModelSelect value={options.model} onChange={(model) => change({ model })} />
        <Textarea
          label={text('web-options-words')}
          description={text('web-options-words-hint')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={longestWords}
          value={options.words ?? ''}
          onChange={(event) => change({ words: event.currentTarget.value })}
        />
        <Group justify="space-between">
          <Button variant="subtle" color="gray" onClick={() => change(nothing)}>
            {text('web-options-reset')}
          </Button>
          <Button onClick={closeWayIn}>{text('web-options-done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const nothing = {
  language: undefined,
  model: undefined,
  diarize: undefined,
  speakers: undefined,
  words: undefined,
};

function LanguageSelect(props: {
  readonly value: string | undefined;
  readonly onChange: (language: string | undefined) => void;
}) {
  const text = useTexts();
  const named = languages
    .map((value) => ({ value, label: nameLanguage(value) }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return (
    <Select
      label={text('web-options-language')}
      searchable
      clearable
      placeholder={text('web-options-language-auto')}
      data={named}
      value={props.value ?? null}
      onChange={(value) => props.onChange(value ?? undefined)}
    />
  );
}

function SpeakersSelect({
  onChange,
  options: { diarize, speakers },
}: {
  readonly options: SendingOptions;
  readonly onChange: (changed: { diarize: boolean | undefined; speakers: number | undefined }) => void;
}) {
  const text = useTexts();
  const counts = Array.from({ length: most }, (_, place) => String(place + 1));
  return (
    <Select
      label={text('web-options-speakers')}
      allowDeselect={false}
      data={[
        { value: 'auto', label: text('web-options-speakers-auto') },
        { value: 'off', label: text('web-options-speakers-off') },
        { value: 'on', label: text('web-options-speakers-on') },
        ...counts.map((value) => ({
          value,
          label: text('web-options-speakers-count', { count: Number(value) }),
        })),
      ]}
      value={speakers ? String(speakers) : diarize === undefined ? 'auto' : diarize ? 'on' : 'off'}
      onChange={(value) => {
        const count = Number(value);
        if (count > 0) onChange({ diarize: undefined, speakers: count });
        else onChange({ speakers: undefined, diarize: value === 'auto' ? undefined : value === 'on' });
      }}
    />
  );
}

/** Shown where there is something to choose. */
function ModelSelect(props: {
  readonly value: string | undefined;
  readonly onChange: (model: string | undefined) => void;
}) {
  const text = useTexts();
  const { data = [] } = useQuery(installedModels);
  const names = [...new Set([...data, ...(props.value ? [props.value] : [])])];
  if (names.length < 2 && !props.value) return null;
  return (
    <Select
      label={text('web-options-model')}
      clearable
      placeholder={text('web-options-model-auto')}
      data={names}
      value={props.value ?? null}
      onChange={(value) => props.onChange(value ?? undefined)}
    />
  );
}
