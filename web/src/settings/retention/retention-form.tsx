import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { modals } from '@mantine/modals';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { tell } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { KindFields } from './kind-fields.tsx';
import { type Draft, isSame, kinds, losesSomething, readDraft } from './policy.ts';
import { type Foreseen, foreseen, type Policy, type Retention, retention } from './queries.ts';

/** Milliseconds that somebody types before it is counted what would go. */
const patience = 350;

/** Decides for how long things are kept; what would be lost by it is told before, and asked about. */
export function RetentionForm({ kept }: { readonly kept: Retention }) {
  const text = useTexts();
  const [draft, setDraft] = useState<Draft>(kept);
  const policy = readDraft(draft);
  const { ask, saving } = useSaving();
  const changed = policy !== undefined && !isSame(policy, kept);
  const [asked] = useDebouncedValue(changed ? toBody(policy) : undefined, patience);
  const preview = useQuery({ ...foreseen(asked), enabled: asked !== undefined });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (policy && changed && !saving.isPending) void ask(toBody(policy));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {saving.error && <FailureNotice error={saving.error} />}
        {!kept.own && (
          <Text size="sm" c="dimmed">
            {text('web-retention-standard')}
          </Text>
        )}
        {kinds.map((kind) => (
          <KindFields
            key={kind}
            kind={kind}
            days={draft[kind]}
            onChange={(days) => setDraft((before) => ({ ...before, [kind]: days }))}
          />
        ))}
        {changed && preview.data && <Losses losses={preview.data} />}
        <Group>
          <Button type="submit" disabled={!changed} loading={saving.isPending}>
            {text('web-save')}
          </Button>
          {changed && (
            <Button variant="subtle" color="gray" onClick={() => setDraft(kept)}>
              {text('web-cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function useSaving() {
  const text = useTexts();
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: (body: Policy) => api.PUT('/v1/retention', { body }),
    onSuccess: ({ data }) => {
      if (data) queries.setQueryData(retention.queryKey, data);
      tell(text('web-saved'));
    },
  });
  /** Counted anew, for what is decided about: a moment ago there may have been less. */
  const ask = async (body: Policy) => {
    const losses = await queries.fetchQuery({ ...foreseen(body), staleTime: 0 }).catch(() => null);
    if (losses && !losesSomething(losses)) return saving.mutate(body);
    modals.openConfirmModal({
      title: text('web-retention-title'),
      children: losses ? <Losses losses={losses} /> : text('web-retention-unknown'),
      labels: { confirm: text('web-retention-confirm'), cancel: text('web-cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => saving.mutate(body),
    });
  };
  return { ask, saving };
}

/** What goes within the hour, or that nothing does. */
function Losses({ losses }: { readonly losses: Foreseen }) {
  const text = useTexts();
  const { audio, audio_bytes: bytes, histories, transcripts } = losses;
  if (!losesSomething(losses))
    return (
      <Text size="sm" c="dimmed" role="status">
        {text('web-retention-nothing')}
      </Text>
    );
  return (
    <Alert
      role="status"
      color="yellow"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={text('web-retention-losses')}
    >
      <List size="sm">
        {audio > 0 && <List.Item>{text('web-retention-loses-audio', { count: audio, bytes })}</List.Item>}
        {transcripts > 0 && (
          <List.Item>{text('web-retention-loses-transcripts', { count: transcripts })}</List.Item>
        )}
        {histories > 0 && (
          <List.Item>{text('web-retention-loses-histories', { count: histories })}</List.Item>
        )}
      </List>
      <Text size="sm" mt={6}>
        {text('web-retention-for-good')}
      </Text>
    </Alert>
  );
}

/** Whatever else the server told of it is not for saying back. */
function toBody({ audio_days, task_days, transcript_days }: Policy): Policy {
  return { audio_days, transcript_days, task_days };
}
