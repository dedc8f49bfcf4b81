import { Badge, Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { tellFailure } from '../../layout/tell.ts';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { askFirst } from '../ask-first.ts';
import { RowList } from '../row-list.tsx';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded } from '../settings-page.tsx';
import { describeBrowser } from './describe-browser.ts';
import { ownSessions, type Session } from './queries.ts';

/** Where one is signed in; each of the others can be ended, or all at once. */
export function SessionsBlock() {
  const text = useTexts();
  const queries = useQueryClient();
  const sessions = useQuery(ownSessions);
  const settled = {
    onSettled: () => queries.invalidateQueries({ queryKey: ownSessions.queryKey }),
    onError: (error: Error) => tellFailure(error, text),
  };
  const end = useMutation({
    mutationFn: (id: string) => api.DELETE('/v1/me/sessions/{id}', { params: { path: { id } } }),
    ...settled,
  });
  const endOthers = useMutation({ mutationFn: () => api.DELETE('/v1/me/sessions'), ...settled });
  const ask = () =>
    askFirst(text, {
      title: text('web-sessions-end-title'),
      question: text('web-sessions-end-question'),
      confirm: text('web-sessions-end'),
      onConfirm: () => endOthers.mutate(),
    });
  const hasOthers = sessions.data?.some(({ current }) => !current) ?? false;
  return (
    <SettingsBlock
      title={text('web-sessions')}
      hint={text('web-sessions-hint')}
      action={
        hasOthers && (
          <Button variant="default" size="xs" loading={endOthers.isPending} onClick={ask}>
            {text('web-sessions-end')}
          </Button>
        )
      }
    >
      <Loaded query={sessions}>
        {(list) => (
          <RowList
            label={text('web-sessions')}
            rows={list.toSorted((a, b) => Number(b.current) - Number(a.current))}
            what={(session) => <SessionWords session={session} />}
            actions={({ current, id, user_agent: agent }) =>
              !current && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="xs"
                  aria-label={text('web-session-end-one', { browser: describeBrowser(agent, text) })}
                  loading={end.isPending && end.variables === id}
                  onClick={() => end.mutate(id)}
                >
                  {text('web-sign-out')}
                </Button>
              )
            }
          />
        )}
      </Loaded>
    </SettingsBlock>
  );
}

function SessionWords({ session }: { readonly session: Session }) {
  const text = useTexts();
  return (
    <>
      <Text size="sm" fw={550} component="div">
        {describeBrowser(session.user_agent, text)}{' '}
        {session.current && (
          <Badge size="sm" variant="light" ml={4}>
            {text('web-session-current')}
          </Badge>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        <bdi>{session.address}</bdi> · {text('web-session-seen')} <Moment time={session.seen_at} />
      </Text>
    </>
  );
}
