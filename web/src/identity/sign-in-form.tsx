import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/client.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { authState } from './auth-state.ts';

/** E-mail and password; `onDone` when they were right. */
export function SignInForm({ onDone }: { readonly onDone: () => void }) {
  const text = useTexts();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => api.POST('/v1/auth/sign-in', { body: { email, password } }),
    onSuccess: async () => {
      await queries.fetchQuery({ ...authState, staleTime: 0 });
      onDone();
    },
    onError: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {signIn.error && <FailureNotice error={signIn.error} />}
        <TextInput
          label={text('web-email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          maxLength={320}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={text('web-password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          maxLength={1000}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': text('web-password-show') }}
        />
        <Button type="submit" fullWidth loading={signIn.isPending}>
          {text('web-sign-in')}
        </Button>
      </Stack>
    </form>
  );
}
