import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWho } from '../identity/use-who.ts';
import { useTexts } from '../texts/use-texts.ts';
import { memberList } from './members/queries.ts';
import { SettingsBlock } from './settings-block.tsx';
import { useLeave } from './use-leave.ts';

/** The way out of the account, for everybody but its only owner. */
export function LeaveBlock() {
  const text = useTexts();
  const isOwner = useWho()?.rank === 'owner';
  const members = useQuery({ ...memberList, enabled: isOwner });
  const { isLeaving, leave } = useLeave();
  const owners = members.data?.filter(({ rank }) => rank === 'owner').length;
  const mayLeave = !isOwner || (owners !== undefined && owners > 1);
  return (
    <SettingsBlock
      title={text('web-member-leave')}
      hint={text(isOwner && owners === 1 ? 'web-account-leave-owner' : 'web-account-leave-hint')}
      action={
        mayLeave && (
          <Button variant="default" size="xs" loading={isLeaving} onClick={leave}>
            {text('web-member-leave-confirm')}
          </Button>
        )
      }
    />
  );
}
