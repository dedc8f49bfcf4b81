import { ActionIcon, Badge, Text, Tooltip } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMay, useWho } from '../../identity/use-who.ts';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { RowList } from '../row-list.tsx';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded } from '../settings-page.tsx';
import { type Member, memberList } from './queries.ts';
import { RankSelect } from './rank-select.tsx';
import { useMemberActions } from './use-member-actions.ts';

/** Everybody in the account; owners give ranks here, and end memberships. */
export function MembersBlock() {
  const text = useTexts();
  const mayChange = useMay('members:write');
  const ownId = useWho()?.user.id;
  const members = useQuery(memberList);
  const owners = members.data?.filter(({ rank }) => rank === 'owner').length ?? 0;
  return (
    <SettingsBlock title={text('web-members-all')} hint={text('web-ranks-hint')}>
      <Loaded query={members}>
        {(list) => (
          <RowList
            label={text('web-members')}
            rows={list}
            what={(member) => <MemberWords member={member} isSelf={member.id === ownId} />}
            actions={(member) =>
              // Somebody has to own the account.
              mayChange && !(member.rank === 'owner' && owners === 1) ? (
                <MemberActions member={member} isSelf={member.id === ownId} />
              ) : (
                <Badge variant="light" color="gray">
                  {text(`web-rank-${member.rank}`)}
                </Badge>
              )
            }
          />
        )}
      </Loaded>
    </SettingsBlock>
  );
}

function MemberWords({ isSelf, member }: { readonly member: Member; readonly isSelf: boolean }) {
  const text = useTexts();
  return (
    <>
      <Text size="sm" fw={550} component="div">
        <bdi>{member.name}</bdi>
        {isSelf && (
          <Badge size="sm" variant="light" ml={6}>
            {text('web-member-self')}
          </Badge>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        <bdi>{member.email}</bdi> · {text('web-member-since')} <Moment time={member.since} />
      </Text>
    </>
  );
}

function MemberActions({ isSelf, member }: { readonly member: Member; readonly isSelf: boolean }) {
  const text = useTexts();
  const { changeRank, isChanging, remove } = useMemberActions(member, isSelf);
  const word = text(isSelf ? 'web-member-leave' : 'web-member-remove', { name: member.name });
  return (
    <>
      <RankSelect
        size="xs"
        aria-label={text('web-member-rank', { name: member.name })}
        value={member.rank}
        disabled={isChanging}
        onChange={(event) => changeRank(event.currentTarget.value)}
      />
      <Tooltip label={word}>
        <ActionIcon variant="subtle" color="gray" aria-label={word} disabled={isChanging} onClick={remove}>
          <IconUserMinus size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
