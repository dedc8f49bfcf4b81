import { type MantineThemeOverride, MantineThemeProvider } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTexts } from '../texts/use-texts.ts';

/** Names what controls show by a sign alone, wherever they stand: the cross of windows and notices. */
export function WordedControls({ children }: { readonly children: ReactNode }) {
  const text = useTexts();
  const worded = useMemo<MantineThemeOverride>(
    () => ({ components: { CloseButton: { defaultProps: { 'aria-label': text('web-close') } } } }),
    [text],
  );
  return (
    <MantineThemeProvider theme={worded} inherit>
      {children}
    </MantineThemeProvider>
  );
}
