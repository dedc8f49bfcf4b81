import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { Shell } from '../layout/shell.tsx';
import { useLiveRecordings } from '../recordings/use-live-recordings.ts';
import { useTexts } from '../texts/use-texts.ts';
import { WaysIn } from '../uploads/ways-in.tsx';
import { AccountMenu } from './account-menu.tsx';
import { authState } from './auth-state.ts';
import { SignInForm } from './sign-in-form.tsx';

/**
 * The frame of every page for people who are signed in. When the session ends meanwhile, one signs in over the page:
 * nothing that was being written is lost.
 */
export function SignedIn() {
  const text = useTexts();
  useLiveRecordings();
  const { data } = useQuery(authState);
  const who = data?.signed_in;
  return (
    <Shell account={who && <AccountMenu who={who} />}>
      <Outlet />
      <WaysIn />
      <Modal
        opened={data !== undefined && !who}
        onClose={() => undefined}
        withCloseButton={false}
        title={text('web-session-over')}
        centered
      >
        <SignInForm onDone={() => undefined} />
      </Modal>
    </Shell>
  );
}
