import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';
import { mostTyped } from '../use-fields.ts';
import { nameNews } from './name-events.ts';
import { type NewsType, newsTypes } from './queries.ts';

export interface WebhookDraft {
  readonly url: string;
  readonly events: readonly NewsType[];
}

/** Where a webhook leads, and what it is told. */
export function WebhookFields({
  draft,
  onChange,
}: {
  readonly draft: WebhookDraft;
  readonly onChange: (draft: WebhookDraft) => void;
}) {
  const text = useTexts();
  return (
    <>
      <TextInput
        label={text('web-webhook-url')}
        description={text('web-webhook-url-hint')}
        placeholder="https://example.com/efir"
        name="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        withAsterisk={false}
        maxLength={mostTyped}
        data-autofocus
        value={draft.url}
        onChange={(event) => onChange({ ...draft, url: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={text('web-webhook-events')}
        value={[...draft.events]}
        onChange={(events) =>
          onChange({ ...draft, events: newsTypes.filter((type) => events.includes(type)) })
        }
      >
        <Stack gap={8} mt={6}>
          {newsTypes.map((type) => (
            <Checkbox key={type} value={type} label={nameNews(type, text)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </>
  );
}
