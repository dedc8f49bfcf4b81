import { PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { SettingsForm } from '../settings-form.tsx';
import { useFields } from '../use-fields.ts';
import { type Me, me as meQuery, ownSessions } from './queries.ts';

/** A new password; whoever has one shows it. */
export function PasswordBlock({ me }: { readonly me: Me }) {
  const text = useTexts();
  const queries = useQueryClient();
  const { clear, field, values } = useFields({ old: '', new: '' });
  const toggle = { visibilityToggleButtonProps: { 'aria-label': text('web-password-show') } };
  const password = me.has_password ? values : { new: values.new };
  return (
    <SettingsBlock
      title={text('web-password')}
      hint={text(me.has_password ? 'web-password-change-hint' : 'web-password-none-hint')}
    >
      <SettingsForm
        label={text(me.has_password ? 'web-password-change' : 'web-password-set')}
        save={() => api.PATCH('/v1/me', { body: { password } })}
        onSaved={({ data }) => {
          if (data) queries.setQueryData(meQuery.queryKey, data);
          clear();
          return queries.invalidateQueries({ queryKey: ownSessions.queryKey });
        }}
        unchanged={values.new === ''}
      >
        {/* For managers of passwords: whose it is. */}
        <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
        {me.has_password && (
          <PasswordInput
            {...field('old')}
            {...toggle}
            label={text('web-password-old')}
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
        )}
        <PasswordInput
          {...field('new')}
          {...toggle}
          label={text('web-password-new')}
          description={text('web-password-hint')}
          autoComplete="new-password"
          required
          withAsterisk={false}
        />
      </SettingsForm>
    </SettingsBlock>
  );
}
