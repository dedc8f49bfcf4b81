import { Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';
import { authState } from '../identity/auth-state.ts';
import { useMay, useWho } from '../identity/use-who.ts';
import { CopyField } from '../layout/copy-field.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { accountQuery } from './account-query.ts';
import { LeaveBlock } from './leave-block.tsx';
import { SettingsBlock } from './settings-block.tsx';
import { SettingsForm } from './settings-form.tsx';
import { Loaded, SettingsPage } from './settings-page.tsx';
import { UsageBlock } from './usage-block.tsx';
import { useFields } from './use-fields.ts';

type Tenant = components['schemas']['Tenant'];

/** The account that is looked at, and what one is in it. */
export function AccountPage() {
  const text = useTexts();
  const account = useQuery(accountQuery);
  const mayRename = useMay('tenant:write');
  const rank = useWho()?.rank;
  return (
    <SettingsPage title={text('web-account')}>
      <Loaded query={account}>
        {(tenant) => (
          <>
            <SettingsBlock title={text('web-account-name')} hint={text('web-account-name-hint')}>
              {mayRename ? (
                <RenameAccount tenant={tenant} />
              ) : (
                <Text fw={550}>
                  <bdi>{tenant.name}</bdi>
                </Text>
              )}
            </SettingsBlock>
            {rank && (
              <SettingsBlock
                title={text('web-account-rank', { rank: text(`web-rank-${rank}`) })}
                hint={text(`web-rank-${rank}-hint`)}
              >
                <CopyField
                  label={text('web-account-id')}
                  description={text('web-account-id-hint')}
                  value={tenant.id}
                />
              </SettingsBlock>
            )}
            <UsageBlock />
            <LeaveBlock />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function RenameAccount({ tenant }: { readonly tenant: Tenant }) {
  const text = useTexts();
  const queries = useQueryClient();
  const { field, isChanged, values } = useFields({ name: tenant.name });
  return (
    <SettingsForm
      save={() => api.PATCH('/v1/tenant', { body: values })}
      onSaved={({ data }) => {
        if (data) queries.setQueryData(accountQuery.queryKey, data);
        return queries.invalidateQueries({ queryKey: authState.queryKey });
      }}
      unchanged={!isChanged}
    >
      <TextInput {...field('name')} aria-label={text('web-account-name')} autoComplete="off" />
    </SettingsForm>
  );
}
