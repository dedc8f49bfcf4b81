import type { FluentVariable } from '@fluent/bundle';
import { useLocalization } from '@fluent/react';
import { useCallback } from 'react';

/** A sentence of the catalogue, completed with values: `text('web-place', { place: 3 })`. */
export type Text = (id: string, args?: Record<string, FluentVariable>) => string;

export function useTexts(): Text {
  const { l10n } = useLocalization();
  return useCallback((id, args) => l10n.getString(id, args), [l10n]);
}
