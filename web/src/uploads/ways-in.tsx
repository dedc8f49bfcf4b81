import { lazy, Suspense, useEffect, useRef } from 'react';
import { useWho, type Who } from '../identity/use-who.ts';
import { useTakeKeeper } from '../microphone/take-list.ts';
import { DropEverywhere } from './drop-everywhere.tsx';
import { UploadPanel } from './upload-panel.tsx';
import { useSendCommands } from './use-send-commands.ts';
import { useUploader } from './use-uploader.ts';
import { closeWayIn, useWayIn } from './way-in.ts';

const LinkDialog = lazy(() => import('./link-dialog.tsx'));
const MicrophoneDialog = lazy(() => import('../microphone/microphone-dialog.tsx'));
const OptionsDialog = lazy(() => import('./options-dialog.tsx'));

/** All ways in, on every page, for those who may send something in; and what is under way. */
export function WaysIn() {
  const who = useLastWho();
  useUploader(who);
  useTakeKeeper(who);
  useSendCommands();
  if (!who?.scopes.includes('recordings:write')) return <RefuseDrops />;
  return (
    <>
      <DropEverywhere />
      <UploadPanel />
      <Suspense>
        <OpenedWay />
      </Suspense>
    </>
  );
}

/** A file that nobody may send must not take the page's place, as browsers have it. */
function RefuseDrops() {
  useEffect(() => {
    const refuse = (event: DragEvent) =>
      event.dataTransfer?.types.includes('Files') && event.preventDefault();
    document.addEventListener('dragover', refuse);
    document.addEventListener('drop', refuse);
    return () => {
      document.removeEventListener('dragover', refuse);
      document.removeEventListener('drop', refuse);
    };
  }, []);
  return null;
}

function OpenedWay() {
  const opened = useWayIn();
  // A page that is left takes its windows with it.
  useEffect(() => closeWayIn, []);
  if (opened?.way === 'link') return <LinkDialog address={opened.address} />;
  if (opened?.way === 'options') return <OptionsDialog />;
  if (opened?.way === 'microphone') return <MicrophoneDialog key={opened.takeId} takeId={opened.takeId} />;
  return null;
}

/** While a session that ended is begun anew, what is being recorded and sent is still of who was there. */
function useLastWho(): Who | undefined {
  const who = useWho();
  const last = useRef(who);
  useEffect(() => {
    if (who) last.current = who;
  }, [who]);
  return who ?? last.current;
}
