import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../api/client.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { authState } from './auth-state.ts';
import { Entrance } from './entrance.tsx';

const route = getRouteApi('/setup');

/** The first person of a new server: whoever sees what it printed. */
export function SetupPage() {
  const text = useTexts();
  const router = useRouter();
  const queries = useQueryClient();
  const { code: given = '' } = route.useSearch();
  const [person, setPerson] = useState({ code: given, name: '', email: '', password: '' });
  const setUp = useMutation({
    mutationFn: () => api.POST('/v1/auth/setup', { body: person }),
    onSuccess: async () => {
      await queries.fetchQuery({ ...authState, staleTime: 0 });
      await router.navigate({ to: '/recordings', replace: true });
    },
  });
  const field = (name: keyof typeof person, most: number) => ({
    name,
    required: true,
    withAsterisk: false,
    maxLength: most,
    value: person[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setPerson((before) => ({ ...before, [name]: value }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate();
  };
  return (
    <Entrance title={text('web-setup-title')} lead={text('web-setup-lead')}>
      <form onSubmit={submit}>
        <Stack>
          {setUp.error && <FailureNotice error={setUp.error} />}
          <TextInput
            {...field('code', 100)}
            label={text('web-setup-code')}
            description={text('web-setup-code-hint')}
            autoComplete="one-time-code"
            spellCheck={false}
          />
          <TextInput {...field('name', 100)} label={text('web-name')} autoComplete="name" />
          <TextInput
            {...field('email', 320)}
            label={text('web-email')}
            type="email"
            autoComplete="username"
          />
          <PasswordInput
            {...field('password', 1000)}
            label={text('web-password')}
            description={text('web-password-hint')}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': text('web-password-show') }}
          />
          <Button type="submit" fullWidth loading={setUp.isPending}>
            {text('web-set-up')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
