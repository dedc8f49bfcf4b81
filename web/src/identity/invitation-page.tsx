import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AcceptForm } from './accept-form.tsx';
import { authState } from './auth-state.ts';
import { Entrance, EntranceFailure, EntranceLoading } from './entrance.tsx';
import type { OpenInvitation } from './open-invitation.ts';
import { useSignOut } from './use-sign-out.ts';

/** Where an invited person becomes a member: with a new account, or with theirs. */
export function InvitationPage({ secret }: { readonly secret: string }) {
  const text = useTexts();
  const invitation = useQuery({
    queryKey: ['invitation', secret],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/invitations/{secret}', { params: { path: { secret } }, signal });
      return data as OpenInvitation;
    },
    // What is being typed is not taken away by another look.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: auth } = useQuery(authState);
  const { data, error } = invitation;
  if (error && !data)
    return (
      <EntranceFailure
        title={text('web-invited-title')}
        error={error}
        onRetry={() => void invitation.refetch()}
      />
    );
  if (!data || !auth) return <EntranceLoading title={text('web-invited-title')} />;
  const who = auth.signed_in;
  const isOther = who !== null && who.user.email !== data.email;
  return (
    <Entrance title={text('web-invited-title')} lead={<Offer invitation={data} />}>
      {isOther ? (
        <OtherPerson email={data.email} own={who.user.email} />
      ) : (
        <AcceptForm invitation={data} secret={secret} isSignedIn={who !== null} />
      )}
    </Entrance>
  );
}

function Offer({ invitation: { invited_by: by, rank, tenant } }: { readonly invitation: OpenInvitation }) {
  const text = useTexts();
  return (
    <>
      {by === null ? (
        text('web-invited-to')
      ) : (
        <>
          <bdi>{by}</bdi> {text('web-invited-by')}
        </>
      )}{' '}
      <b>
        <bdi>{tenant}</bdi>
      </b>
      . {text('web-invited-as', { rank })}
    </>
  );
}

/** Somebody else sits at this browser. */
function OtherPerson({ email, own }: { readonly email: string; readonly own: string }) {
  const text = useTexts();
  const signOut = useSignOut();
  return (
    <Stack>
      <Text size="sm">{text('web-invited-other', { email, own })}</Text>
      <Button variant="default" onClick={signOut}>
        {text('web-sign-out')}
      </Button>
    </Stack>
  );
}
