import { NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { authState } from '../../identity/auth-state.ts';
import { languageNames, languages } from '../../texts/language.ts';
import { useLanguage } from '../../texts/language-context.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { SettingsForm } from '../settings-form.tsx';
import { useFields } from '../use-fields.ts';
import { type Me, me as meQuery } from './queries.ts';

/** Name and language: kept by the server, and used at this machine at once. */
export function PersonBlock({ me }: { readonly me: Me }) {
  const text = useTexts();
  const queries = useQueryClient();
  const { choose } = useLanguage();
  const { field, isChanged, values } = useFields({ name: me.name, language: me.language ?? '' });
  const language = languages.find((one) => one === values.language) ?? null;
  return (
    <SettingsBlock title={text('web-person')} hint={<bdi>{me.email}</bdi>}>
      <SettingsForm
        save={() => api.PATCH('/v1/me', { body: { name: values.name, language } })}
        onSaved={({ data }) => {
          if (data) queries.setQueryData(meQuery.queryKey, data);
          if (language) choose(language);
          // Their name stands in the head.
          return queries.invalidateQueries({ queryKey: authState.queryKey });
        }}
        unchanged={!isChanged}
      >
        <TextInput
          {...field('name')}
          label={text('web-name')}
          autoComplete="name"
          required
          withAsterisk={false}
        />
        <NativeSelect
          {...field('language')}
          label={text('web-language')}
          description={text('web-language-hint')}
          data={[
            { value: '', label: text('web-language-any') },
            ...languages.map((one) => ({ value: one, label: languageNames[one] })),
          ]}
        />
      </SettingsForm>
    </SettingsBlock>
  );
}
