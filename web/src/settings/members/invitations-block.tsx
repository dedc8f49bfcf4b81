import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useMay } from '../../identity/use-who.ts';
import { tellFailure } from '../../layout/tell.ts';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { askFirst } from '../ask-first.ts';
import { RowList } from '../row-list.tsx';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded } from '../settings-page.tsx';
import { type Invitation, invitationList } from './queries.ts';

/** Who was invited and has not come yet. */
export function InvitationsBlock() {
  const text = useTexts();
  const queries = useQueryClient();
  const mayChange = useMay('members:write');
  const invitations = useQuery(invitationList);
  const withdraw = useMutation({
    mutationFn: (id: string) => api.DELETE('/v1/invitations/{id}', { params: { path: { id } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: invitationList.queryKey }),
    onError: (error) => tellFailure(error, text),
  });
  const ask = ({ email, id }: Invitation) =>
    askFirst(text, {
      title: text('web-invitation-withdraw-title'),
      question: text('web-invitation-withdraw-question', { email }),
      confirm: text('web-invitation-withdraw'),
      onConfirm: () => withdraw.mutate(id),
    });
  return (
    <SettingsBlock title={text('web-invitations')} hint={text('web-invitations-hint')}>
      <Loaded query={invitations}>
        {(list) =>
          list.length === 0 ? (
            <Text size="sm" c="dimmed">
              {text('web-invitations-none')}
            </Text>
          ) : (
            <RowList
              label={text('web-invitations')}
              rows={list}
              what={(invitation) => <InvitationWords invitation={invitation} />}
              actions={(invitation) =>
                mayChange && (
                  <Button
                    variant="subtle"
                    color="gray"
                    size="xs"
                    aria-label={text('web-invitation-withdraw-one', { email: invitation.email })}
                    loading={withdraw.isPending && withdraw.variables === invitation.id}
                    onClick={() => ask(invitation)}
                  >
                    {text('web-invitation-withdraw')}
                  </Button>
                )
              }
            />
          )
        }
      </Loaded>
    </SettingsBlock>
  );
}

function InvitationWords({ invitation }: { readonly invitation: Invitation }) {
  const text = useTexts();
  const { email, expires_at: end, invited_by: by, rank } = invitation;
  return (
    <>
      <Text size="sm" fw={550} component="div">
        <bdi>{email}</bdi>
      </Text>
      <Text size="xs" c="dimmed">
        {text(`web-rank-${rank}`)}
        {by !== null && (
          <>
            {' · '}
            {text('web-invitation-by')} <bdi>{by}</bdi>
          </>
        )}
        {' · '}
        {text('web-invitation-until')} <Moment time={end} />
      </Text>
    </>
  );
}
