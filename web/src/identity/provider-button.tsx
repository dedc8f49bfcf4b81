import { Button, Divider } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../texts/use-texts.ts';
import { authState } from './auth-state.ts';

/** The way in by the identity provider, where one is set up: a walk of the browser there and back. */
export function ProviderButton({
  invitation,
  next,
}: {
  readonly invitation?: string;
  readonly next?: string;
}) {
  const text = useTexts();
  const provider = useQuery(authState).data?.oidc;
  if (!provider) return null;
  const wanted = Object.entries({ invitation, next }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return (
    <>
      <Divider label={text('web-or')} />
      <Button
        component="a"
        href={`/v1/auth/oidc/start?${new URLSearchParams(wanted)}`}
        variant="default"
        fullWidth
        leftSection={<IconLogin2 size={18} aria-hidden />}
      >
        {text('web-sign-in-with', { name: provider.name })}
      </Button>
    </>
  );
}
