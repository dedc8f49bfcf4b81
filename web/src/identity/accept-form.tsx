import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { api } from '../api/client.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useFields } from '../settings/use-fields.ts';
import { useTexts } from '../texts/use-texts.ts';
import { authState } from './auth-state.ts';
import type { OpenInvitation } from './open-invitation.ts';
import { ProviderButton } from './provider-button.tsx';

/**
 * Accepts an invitation: by a click of whoever is signed in, by the password of whoever has an account, by a name and a
 * new password of everybody else; also by the identity provider, which an account may have for its only way in.
 */
export function AcceptForm({
  invitation: { email, has_account: hasAccount },
  isSignedIn,
  secret,
}: {
  readonly invitation: OpenInvitation;
  readonly isSignedIn: boolean;
  readonly secret: string;
}) {
  const text = useTexts();
  const queries = useQueryClient();
  const router = useRouter();
  const { field, values } = useFields({ name: '', password: '' });
  const { name, password } = values;
  const body = isSignedIn ? {} : hasAccount ? { password } : { name, password };
  const accept = useMutation({
    mutationFn: () => api.POST('/v1/invitations/{secret}/accept', { params: { path: { secret } }, body }),
    onSuccess: async () => {
      await queries.fetchQuery({ ...authState, staleTime: 0 });
      await router.navigate({ to: '/recordings', replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!accept.isPending) accept.mutate();
  };
  const toggle = { visibilityToggleButtonProps: { 'aria-label': text('web-password-show') } };
  const needed = { required: true, withAsterisk: false };
  return (
    <form onSubmit={submit}>
      <Stack>
        {accept.error && <FailureNotice error={accept.error} />}
        {!isSignedIn && (
          <TextInput label={text('web-email')} value={email} readOnly name="email" autoComplete="username" />
        )}
        {!isSignedIn && !hasAccount && (
          <TextInput {...field('name')} {...needed} label={text('web-name')} autoComplete="name" />
        )}
        {!isSignedIn && (
          <PasswordInput
            {...field('password')}
            {...needed}
            {...toggle}
            label={text('web-password')}
            description={text(hasAccount ? 'web-invited-password-hint' : 'web-password-hint')}
            autoComplete={hasAccount ? 'current-password' : 'new-password'}
          />
        )}
        <Button type="submit" fullWidth loading={accept.isPending}>
          {text('web-invited-accept')}
        </Button>
        {!isSignedIn && <ProviderButton invitation={secret} />}
      </Stack>
    </form>
  );
}
