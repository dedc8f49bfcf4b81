import { useMay } from '../identity/use-who.ts';
import { useTexts } from '../texts/use-texts.ts';
import { InvitationsBlock } from './members/invitations-block.tsx';
import { InviteBlock } from './members/invite-block.tsx';
import { MembersBlock } from './members/members-block.tsx';
import { SettingsPage } from './settings-page.tsx';

/** Who belongs to the account, and who was asked to. */
export function MembersPage() {
  const text = useTexts();
  const mayInvite = useMay('members:write');
  return (
    <SettingsPage title={text('web-members')}>
      <MembersBlock />
      {mayInvite && <InviteBlock />}
      <InvitationsBlock />
    </SettingsPage>
  );
}
