import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../texts/use-texts.ts';
import { PasswordBlock } from './profile/password-block.tsx';
import { PersonBlock } from './profile/person-block.tsx';
import { ProviderBlock } from './profile/provider-block.tsx';
import { me } from './profile/queries.ts';
import { SessionsBlock } from './profile/sessions-block.tsx';
import { TelegramBlock } from './profile/telegram-block.tsx';
import { Loaded, SettingsPage } from './settings-page.tsx';

/** What concerns the person who is signed in, whichever account they look at. */
export function ProfilePage({ failed }: { readonly failed: string | undefined }) {
  const text = useTexts();
  const query = useQuery(me);
  return (
    <SettingsPage title={text('web-profile')}>
      <Loaded query={query}>
        {(found) => (
          <>
            <PersonBlock me={found} />
            <PasswordBlock me={found} />
            <SessionsBlock />
            <ProviderBlock me={found} failed={failed} />
            <TelegramBlock me={found} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}
