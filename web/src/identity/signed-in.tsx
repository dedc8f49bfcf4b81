import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CommandDoor } from '../commands/command-door.tsx';
import { LoadingPage } from '../layout/loading-page.tsx';
import { Shell } from '../layout/shell.tsx';
import { useLiveRecordings } from '../recordings/use-live-recordings.ts';
import { useTexts } from '../texts/use-texts.ts';
import { WaysIn } from '../uploads/ways-in.tsx';
import { AccountMenu } from './account-menu.tsx';
import { authState } from './auth-state.ts';
import { SignInForm } from './sign-in-form.tsx';
import { useOwnLanguage } from './use-own-language.ts';
import { useSamePerson } from './use-same-person.ts';
import { useSessionWatch } from './use-session-watch.ts';
import type { Who } from './use-who.ts';

/**
 * The frame of every page for people who are signed in. When the session ends meanwhile, one signs in over the page:
 * nothing that was being written is lost. Somebody else who signs in there begins with nothing.
 */
export function SignedIn({ children = <Outlet /> }: { readonly children?: ReactNode }) {
  const { data } = useQuery(authState);
  const who = data?.signed_in ?? undefined;
  const same = useSamePerson(who);
  useSessionWatch(who !== undefined);
  if (!same) return <LoadingPage />;
  return (
    <Frame who={who} over={data !== undefined && !who}>
      {children}
    </Frame>
  );
}

interface FrameProps {
  readonly who: Who | undefined;
  readonly over: boolean;
  readonly children: ReactNode;
}

function Frame({ children, over, who }: FrameProps) {
  const text = useTexts();
  useLiveRecordings();
  useOwnLanguage();
  return (
    <Shell
      account={
        who && (
          <>
            <CommandDoor who={who} />
            <AccountMenu who={who} />
          </>
        )
      }
    >
      {children}
      <WaysIn />
      <Modal
        opened={over}
        onClose={() => undefined}
        withCloseButton={false}
        closeOnEscape={false}
        title={text('web-session-over')}
        // Whoever comes by does not read what the other was reading.
        overlayProps={{ blur: 12, backgroundOpacity: 0.5 }}
        centered
      >
        <SignInForm onDone={() => undefined} />
      </Modal>
    </Shell>
  );
}
