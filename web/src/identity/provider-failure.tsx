import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../texts/use-texts.ts';
import { authState } from './auth-state.ts';

/** What the server may have sent a browser back with; everything else is told in general. */
const told: ReadonlySet<string> = new Set([
  'oidc-unreachable',
  'oidc-declined',
  'oidc-refused',
  'oidc-over',
  'oidc-stranger',
  'oidc-account',
  'oidc-other',
  'oidc-taken',
]);

/** Why a walk to the identity provider ended here. */
export function ProviderFailure({ code }: { readonly code: string | undefined }) {
  const text = useTexts();
  const name = useQuery(authState).data?.oidc?.name ?? '';
  if (code === undefined) return null;
  const id = told.has(code) ? `web-${code}` : 'web-oidc-failed';
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={text(id, { name })}
    >
      <Text size="sm">{text(`${id}-hint`)}</Text>
    </Alert>
  );
}
