import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LoadingPage } from '../layout/loading-page.tsx';
import { UnknownPage } from '../layout/unknown-page.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { authState } from './auth-state.ts';
import { Entrance } from './entrance.tsx';
import { SignedIn } from './signed-in.tsx';

/** An address that leads nowhere: in the frame that one is used to, with the way that one can go from here. */
export function UnknownRoute() {
  const text = useTexts();
  const { data, error } = useQuery(authState);
  if (data?.signed_in)
    return (
      <SignedIn>
        <UnknownPage />
      </SignedIn>
    );
  if (!data && !error) return <LoadingPage />;
  return (
    <Entrance title={text('web-unknown-page')} lead={text('web-unknown-page-hint')}>
      <Button component={Link} to="/sign-in">
        {text('web-to-sign-in')}
      </Button>
    </Entrance>
  );
}
