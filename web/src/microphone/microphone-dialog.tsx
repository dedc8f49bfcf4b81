import { Alert, Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { IconMicrophoneOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { closeWayIn } from '../uploads/way-in.ts';
import { RecordingControls } from './recording-controls.tsx';
import { TakeReview } from './take-review.tsx';
import { useMicrophone } from './use-microphone.ts';

/** Records from the microphone, or, with `takeId`, shows what was recorded before. */
export default function MicrophoneDialog({ takeId }: { readonly takeId: string | undefined }) {
  const text = useTexts();
  const state = useMicrophone(takeId);
  useAskBeforeLeaving(state.step === 'recording');
  const recording = state.step === 'recording';
  return (
    <Modal
      opened
      onClose={closeWayIn}
      title={text(state.step === 'ended' ? 'web-take-title' : 'web-microphone-title')}
      centered
      // A key pressed by mistake must not end what is being said.
      closeOnEscape={!recording}
      closeOnClickOutside={!recording}
      withCloseButton={!recording}
    >
      {state.step === 'asking' && (
        <Group role="status" wrap="nowrap">
          <Loader size="sm" />
          <Text size="sm">{text('web-microphone-asking')}</Text>
        </Group>
      )}
      {state.step === 'refused' && (
        <Stack>
          <Alert role="alert" color="red" variant="light" icon={<IconMicrophoneOff aria-hidden />}>
            {text(`web-microphone-${state.trouble}`)}
          </Alert>
          <Group justify="flex-end">
            <Button variant="default" onClick={closeWayIn}>
              {text('web-close')}
            </Button>
            {state.trouble !== 'insecure' && <Button onClick={state.again}>{text('web-try-again')}</Button>}
          </Group>
        </Stack>
      )}
      {state.step === 'recording' && <RecordingControls recorder={state.recorder} />}
      {state.step === 'ended' && <TakeReview take={state.take} file={state.file} cut={state.cut} />}
    </Modal>
  );
}

function useAskBeforeLeaving(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [wanted]);
}
