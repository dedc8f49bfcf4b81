import { useTexts } from '../texts/use-texts.ts';
import { CallBlock } from './keys/call-block.tsx';
import { KeysBlock } from './keys/keys-block.tsx';
import { NewKeyBlock } from './keys/new-key-block.tsx';
import { SettingsPage } from './settings-page.tsx';

/** What programs come in with. */
export function KeysPage() {
  const text = useTexts();
  return (
    <SettingsPage title={text('web-api-keys')}>
      <KeysBlock />
      <NewKeyBlock />
      <CallBlock />
    </SettingsPage>
  );
}
