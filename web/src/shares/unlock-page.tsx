import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { Entrance } from '../identity/entrance.tsx';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** Asks for the password of a link; `onOpen` when it was right. */
export function UnlockPage({ onOpen, secret }: { readonly secret: string; readonly onOpen: () => void }) {
  const text = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState('');
  const unlock = useMutation({
    mutationFn: () =>
      api.POST('/v1/shares/{secret}/unlock', { params: { path: { secret } }, body: { password } }),
    onSuccess: onOpen,
    onError: () => field.current?.select(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!unlock.isPending) unlock.mutate();
  };
  return (
    <Entrance title={text('web-shared-locked')} lead={text('web-shared-locked-lead')}>
      <form onSubmit={submit}>
        <Stack>
          {unlock.error && <FailureNotice error={unlock.error} />}
          <PasswordInput
            ref={field}
            label={text('web-password')}
            name="password"
            autoComplete="off"
            autoFocus
            required
            withAsterisk={false}
            maxLength={1000}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': text('web-password-show') }}
          />
          <Button type="submit" fullWidth loading={unlock.isPending}>
            {text('web-shared-open')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
