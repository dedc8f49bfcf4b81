import { Badge, Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWho } from '../../identity/use-who.ts';
import { tellFailure } from '../../layout/tell.ts';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { askFirst } from '../ask-first.ts';
import { RowList } from '../row-list.tsx';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded } from '../settings-page.tsx';
import { type ApiKey, isAlive, keyList } from './queries.ts';

/** The keys that open, and on demand those that do no longer. */
export function KeysBlock() {
  const text = useTexts();
  const [withOver, setWithOver] = useState(false);
  const keys = useQuery(keyList);
  const over = keys.data?.filter((key) => !isAlive(key)).length ?? 0;
  return (
    <SettingsBlock
      title={text('web-api-keys-made')}
      hint={text('web-api-keys-hint')}
      action={
        over > 0 && (
          <Button variant="default" size="xs" aria-pressed={withOver} onClick={() => setWithOver(!withOver)}>
            {text(withOver ? 'web-api-keys-over-hide' : 'web-api-keys-over-show', { count: over })}
          </Button>
        )
      }
    >
      <Loaded query={keys}>{(list) => <KeyRows keys={withOver ? list : list.filter(isAlive)} />}</Loaded>
    </SettingsBlock>
  );
}

function KeyRows({ keys }: { readonly keys: readonly ApiKey[] }) {
  const text = useTexts();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => api.DELETE('/v1/api-keys/{id}', { params: { path: { id } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: keyList.queryKey }),
    onError: (error) => tellFailure(error, text),
  });
  const ask = ({ id, name }: ApiKey) =>
    askFirst(text, {
      title: text('web-api-key-revoke-title'),
      question: text('web-api-key-revoke-question', { name }),
      confirm: text('web-api-key-revoke'),
      onConfirm: () => revoke.mutate(id),
    });
  if (keys.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {text('web-api-keys-none')}
      </Text>
    );
  return (
    <RowList
      label={text('web-api-keys')}
      rows={keys}
      what={(key) => <KeyWords apiKey={key} />}
      actions={(key) =>
        isAlive(key) ? (
          <Button
            variant="subtle"
            color="red"
            size="xs"
            aria-label={text('web-api-key-revoke-one', { name: key.name })}
            loading={revoke.isPending && revoke.variables === key.id}
            onClick={() => ask(key)}
          >
            {text('web-api-key-revoke')}
          </Button>
        ) : (
          <Badge variant="light" color="gray">
            {text(key.revoked_at === null ? 'web-api-key-expired' : 'web-api-key-revoked')}
          </Badge>
        )
      }
    />
  );
}

function KeyWords({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const text = useTexts();
  const own = useWho()?.scopes ?? [];
  // Only an owner knows all that there is.
  const isMaster = own.includes('tenant:write') && own.every((scope) => key.scopes.includes(scope));
  return (
    <>
      <Text size="sm" fw={550} component="div">
        <bdi>{key.name}</bdi>
      </Text>
      <Text size="xs" c="dimmed">
        {text('web-api-key-made')} <Moment time={key.created_at} />
        {key.made_by !== null && (
          <>
            , <bdi>{key.made_by}</bdi>
          </>
        )}
        {' · '}
        {key.last_used_at === null ? (
          text('web-api-key-unused')
        ) : (
          <>
            {text('web-api-key-used')} <Moment time={key.last_used_at} />
          </>
        )}
        {key.expires_at !== null && (
          <>
            {' · '}
            {text('web-api-key-until')} <Moment time={key.expires_at} />
          </>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        {isMaster
          ? text('web-scope-all')
          : key.scopes.map((scope) => text(`web-scope-${scope.replace(':', '-')}`)).join(' · ')}
      </Text>
    </>
  );
}
