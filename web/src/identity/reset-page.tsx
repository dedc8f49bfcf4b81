import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { api } from '../api/client.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useFields } from '../settings/use-fields.ts';
import { useTexts } from '../texts/use-texts.ts';
import { authState } from './auth-state.ts';
import { Entrance, EntranceFailure, EntranceLoading } from './entrance.tsx';

/** Where somebody who forgot theirs chooses a new password, by a link of the operator's. */
export function ResetPage({ secret }: { readonly secret: string }) {
  const text = useTexts();
  const params = { path: { secret } };
  const reset = useQuery({
    queryKey: ['reset', secret],
    queryFn: async ({ signal }) => (await api.GET('/v1/auth/reset/{secret}', { params, signal })).data,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const title = text('web-reset-title');
  if (reset.error && !reset.data)
    return <EntranceFailure title={title} error={reset.error} onRetry={() => void reset.refetch()} />;
  if (!reset.data) return <EntranceLoading title={title} />;
  return (
    <Entrance title={title} lead={text('web-reset-lead')}>
      <ResetForm secret={secret} email={reset.data.email} />
    </Entrance>
  );
}

function ResetForm({ email, secret }: { readonly secret: string; readonly email: string }) {
  const text = useTexts();
  const queries = useQueryClient();
  const router = useRouter();
  const { field, values } = useFields({ password: '' });
  const set = useMutation({
    mutationFn: () => api.POST('/v1/auth/reset/{secret}', { params: { path: { secret } }, body: values }),
    onSuccess: async () => {
      await queries.fetchQuery({ ...authState, staleTime: 0 });
      await router.navigate({ to: '/recordings', replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!set.isPending) set.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {set.error && <FailureNotice error={set.error} />}
        <TextInput label={text('web-email')} value={email} readOnly name="email" autoComplete="username" />
        <PasswordInput
          {...field('password')}
          label={text('web-password-new')}
          description={text('web-password-hint')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': text('web-password-show') }}
        />
        <Button type="submit" fullWidth loading={set.isPending}>
          {text('web-reset-set')}
        </Button>
      </Stack>
    </form>
  );
}
