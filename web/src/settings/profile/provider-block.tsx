import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { authState } from '../../identity/auth-state.ts';
import { ProviderFailure } from '../../identity/provider-failure.tsx';
import { tellFailure } from '../../layout/tell.ts';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { askFirst } from '../ask-first.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { type Me, me as meQuery } from './queries.ts';

/** The account at the identity provider that signs in as this person; nothing where none is set up. */
export function ProviderBlock({ failed, me }: { readonly me: Me; readonly failed: string | undefined }) {
  const text = useTexts();
  const queries = useQueryClient();
  const provider = useQuery(authState).data?.oidc;
  const [login] = me.external_logins;
  const onError = (error: Error) => tellFailure(error, text);
  const join = useMutation({
    mutationFn: () => api.POST('/v1/me/external-login'),
    onSuccess: ({ data }) => data && location.assign(data.url),
    onError,
  });
  const part = useMutation({
    mutationFn: () => api.DELETE('/v1/me/external-login'),
    onSettled: () => queries.invalidateQueries({ queryKey: meQuery.queryKey, exact: true }),
    onError,
  });
  if (!provider && !login) return null;
  const name = provider?.name ?? login?.issuer ?? '';
  const ask = () =>
    askFirst(text, {
      title: text('web-provider-part-title', { name }),
      question: text('web-provider-part-question', { name }),
      confirm: text('web-telegram-part'),
      onConfirm: () => part.mutate(),
    });
  return (
    <SettingsBlock
      title={name}
      hint={
        login ? (
          <>
            {text('web-provider-joined', { name })} <Moment time={login.since} />
          </>
        ) : (
          text('web-provider-hint', { name })
        )
      }
      action={
        login ? (
          <Button variant="default" size="xs" loading={part.isPending} onClick={ask}>
            {text('web-telegram-part')}
          </Button>
        ) : (
          <Button variant="default" size="xs" loading={join.isPending} onClick={() => join.mutate()}>
            {text('web-provider-join')}
          </Button>
        )
      }
    >
      {failed && <ProviderFailure code={failed} />}
    </SettingsBlock>
  );
}
