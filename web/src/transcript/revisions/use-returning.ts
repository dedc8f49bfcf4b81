import { modals } from '@mantine/modals';
import { useRef } from 'react';
import { api } from '../../api/client.ts';
import { tell, tellFailure } from '../../layout/tell.ts';
import { findLocale } from '../../texts/language.ts';
import { useLanguage } from '../../texts/language-context.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { Change } from '../queries.ts';
import type { Revising } from './revising.ts';

/** The way back by the history: one change alone, or all that came behind a version. */
export function useReturning(id: string, revising: Revising, made: (version: number) => void) {
  const text = useTexts();
  const { language } = useLanguage();
  const busy = useRef(false);
  const params = { path: { id } };
  const run = async (ask: () => Promise<{ data?: { version: number } }>, said: string) => {
    if (busy.current) return;
    busy.current = true;
    try {
      const { data } = await ask();
      if (data) made(data.version);
      await revising.catchUp();
      tell(text(said));
    } catch (thrown) {
      tellFailure(thrown as Error, text);
    } finally {
      busy.current = false;
    }
  };
  return {
    undo: (version: number) =>
      void run(
        () => api.POST('/v1/recordings/{id}/transcript/undo', { params, body: { version } }),
        'web-undone',
      ),
    goBack: ({ made_at, version }: Change) => {
      const time = new Date(made_at).toLocaleString(findLocale(language), {
        dateStyle: 'medium',
        timeStyle: 'short',
      });
      modals.openConfirmModal({
        title: text('web-return-title'),
        children: text('web-return-question', { time }),
        labels: { confirm: text('web-version-return'), cancel: text('web-cancel') },
        onConfirm: () =>
          void run(
            () => api.POST('/v1/recordings/{id}/transcript/revert', { params, body: { version } }),
            'web-returned',
          ),
      });
    },
  };
}
