import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { AskedSecret } from './asked-secret.tsx';

/** The one secret that signs callbacks of single recordings. */
export function CallbackSecret() {
  const text = useTexts();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <SettingsBlock
        title={text('web-callbacks')}
        hint={text('web-callbacks-hint')}
        action={
          <Button variant="default" onClick={() => setOpened(true)}>
            {text('web-secret-rotate')}
          </Button>
        }
      />
      <Modal opened={opened} onClose={close} title={text('web-secret-rotate')}>
        {opened && (
          <AskedSecret
            hint={text('web-callbacks-secret-hint')}
            ask={async () => (await api.POST('/v1/callbacks/rotate-secret')).data?.secret ?? ''}
            onClose={close}
          />
        )}
      </Modal>
    </>
  );
}
