import { Alert, TextInput } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { CopyField } from '../../layout/copy-field.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { SettingsForm } from '../settings-form.tsx';
import { useFields } from '../use-fields.ts';
import { invitationList, memberList, type Rank, ranks } from './queries.ts';
import { RankSelect } from './rank-select.tsx';

/** Makes an invitation. Its link is shown now and never again: whoever invites passes it on. */
export function InviteBlock() {
  const text = useTexts();
  const queries = useQueryClient();
  const { clear, field, values } = useFields({ email: '', rank: 'member' satisfies Rank });
  const [made, setMade] = useState<{ email: string; link: string }>();
  const rank = ranks.find((one) => one === values.rank) ?? 'member';
  return (
    <SettingsBlock title={text('web-invite')} hint={text('web-invite-hint')}>
      <SettingsForm
        label={text('web-invite-make')}
        save={() => api.POST('/v1/invitations', { body: { email: values.email.trim(), rank } })}
        onSaved={async ({ data }) => {
          if (data) setMade({ email: data.email, link: new URL(data.path, location.href).href });
          clear();
          await queries.invalidateQueries({ queryKey: invitationList.queryKey });
          await queries.invalidateQueries({ queryKey: memberList.queryKey });
        }}
        unchanged={values.email === ''}
        saved=""
      >
        {made && (
          <Alert color="cyan" variant="light" icon={<IconMailForward aria-hidden />} role="status">
            <CopyField
              label={text('web-invite-link', { email: made.email })}
              description={text('web-invite-link-hint')}
              value={made.link}
            />
          </Alert>
        )}
        <TextInput
          {...field('email')}
          label={text('web-email')}
          // The server judges it: browsers refuse addresses of other scripts.
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
        />
        <RankSelect {...field('rank')} label={text('web-rank')} description={text(`web-rank-${rank}-hint`)} />
      </SettingsForm>
    </SettingsBlock>
  );
}
