import { Alert, Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { type Scope, useWho } from '../../identity/use-who.ts';
import { CopyField } from '../../layout/copy-field.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { SettingsForm } from '../settings-form.tsx';
import { useFields } from '../use-fields.ts';
import { keyList } from './queries.ts';

/** Days that a key may be good for. */
const terms = ['30', '90', '365', ''] as const;
/** What most programs do. */
const usual: readonly Scope[] = ['recordings:read', 'recordings:write'];

/** Makes a key. The key itself is shown now and never again. */
export function NewKeyBlock() {
  const text = useTexts();
  const queries = useQueryClient();
  const { clear, field, values } = useFields({ name: '', days: '' });
  const [scopes, setScopes] = useState<readonly Scope[]>(usual);
  const [made, setMade] = useState<{ name: string; key: string }>();
  const save = () => {
    const expiry = values.days === '' ? undefined : new Date(Date.now() + Number(values.days) * 86_400_000);
    const body = { name: values.name, scopes: [...scopes] };
    return api.POST('/v1/api-keys', {
      body: expiry ? { ...body, expires_at: expiry.toISOString() } : body,
    });
  };
  return (
    <SettingsBlock title={text('web-api-key-new')} hint={text('web-api-key-new-hint')}>
      {made && <MadeKey made={made} onDone={() => setMade(undefined)} />}
      <SettingsForm
        label={text('web-api-key-make')}
        save={save}
        onSaved={({ data }) => {
          if (data) setMade({ name: data.name, key: data.key });
          clear();
          setScopes(usual);
          return queries.invalidateQueries({ queryKey: keyList.queryKey });
        }}
        saved=""
        unchanged={values.name.trim() === '' || scopes.length === 0}
      >
        <TextInput
          {...field('name')}
          label={text('web-api-key-name')}
          description={text('web-api-key-name-hint')}
          autoComplete="off"
        />
        <ScopeChoice chosen={scopes} onChange={setScopes} />
        <NativeSelect
          {...field('days')}
          label={text('web-api-key-term')}
          data={terms.map((days) => ({
            value: days,
            label:
              days === ''
                ? text('web-api-key-term-none')
                : text('web-api-key-term-days', { count: Number(days) }),
          }))}
        />
      </SettingsForm>
    </SettingsBlock>
  );
}

/** A key gives away no more than whoever makes it has. */
function ScopeChoice({
  chosen,
  onChange,
}: {
  readonly chosen: readonly Scope[];
  readonly onChange: (scopes: readonly Scope[]) => void;
}) {
  const text = useTexts();
  const own = useWho()?.scopes ?? [];
  return (
    <Checkbox.Group
      label={text('web-api-key-scopes')}
      value={[...chosen]}
      onChange={(names) => onChange(own.filter((scope) => names.includes(scope)))}
    >
      <Stack gap={8} mt={8}>
        {own.map((scope) => (
          <Checkbox key={scope} value={scope} label={text(`web-scope-${scope.replace(':', '-')}`)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function MadeKey({
  made,
  onDone,
}: {
  readonly made: { readonly name: string; readonly key: string };
  readonly onDone: () => void;
}) {
  const text = useTexts();
  return (
    <Alert color="cyan" variant="light" icon={<IconKey aria-hidden />} role="status" mb="md">
      <Stack gap="sm">
        <CopyField
          label={text('web-api-key-shown', { name: made.name })}
          description={text('web-api-key-shown-hint')}
          value={made.key}
        />
        <Group>
          <Button size="xs" variant="default" onClick={onDone}>
            {text('web-api-key-kept')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
