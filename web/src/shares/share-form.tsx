import { Button, NativeSelect, PasswordInput, SimpleGrid, Stack, Switch } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/client.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { sharesOf } from './queries.ts';

const day = 86_400;
/** Seconds for which links work; `never` until they are revoked. */
const lifetimes = { day, week: 7 * day, month: 30 * day, year: 365 * day, never: undefined } as const;
type Lifetime = keyof typeof lifetimes;

interface ShareFormProps {
  readonly recordingId: string;
  readonly onMade: (made: { id: string; path: string }) => void;
}

/** For how long, behind which password, with or without sound. */
export function ShareForm({ onMade, recordingId }: ShareFormProps) {
  const text = useTexts();
  const queries = useQueryClient();
  const [lifetime, setLifetime] = useState<Lifetime>('week');
  const [password, setPassword] = useState('');
  const [audio, setAudio] = useState(false);
  const create = useMutation({
    mutationFn: () => {
      const seconds = lifetimes[lifetime];
      return api.POST('/v1/recordings/{id}/shares', {
        params: { path: { id: recordingId } },
        body: {
          audio,
          ...(password === '' ? {} : { password }),
          ...(seconds === undefined ? {} : { expires_in: seconds }),
        },
      });
    },
    onSuccess: ({ data }) => {
      if (!data) return;
      const { path, ...share } = data;
      queries.setQueryData(sharesOf(recordingId).queryKey, (before) => before && [...before, share]);
      setPassword('');
      onMade({ id: share.id, path });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending) create.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {create.error && <FailureNotice error={create.error} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <NativeSelect
            label={text('web-share-lifetime')}
            value={lifetime}
            onChange={(event) => setLifetime(event.currentTarget.value as Lifetime)}
            data={Object.keys(lifetimes).map((value) => ({ value, label: text(`web-share-for-${value}`) }))}
          />
          <PasswordInput
            label={text('web-share-password')}
            placeholder={text('web-share-password-none')}
            autoComplete="new-password"
            name="share-password"
            maxLength={1000}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': text('web-password-show') }}
          />
        </SimpleGrid>
        <Switch
          label={text('web-share-audio')}
          checked={audio}
          onChange={(event) => setAudio(event.currentTarget.checked)}
        />
        <div>
          <Button type="submit" loading={create.isPending} leftSection={<IconLink size={17} aria-hidden />}>
            {text('web-share-create')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
