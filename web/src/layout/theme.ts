import { Alert, Badge, createTheme, Menu, Progress, Tabs } from '@mantine/core';

/** One accent, dense enough for daily use; contrast AA in light and dark. */
export const theme = createTheme({
  primaryColor: 'cyan',
  // White text on it has a contrast of 5.5 to 1, in light and dark.
  primaryShade: 9,
  autoContrast: true,
  colors: {
    // The greys of the dark, as cool as the page behind them.
    dark: [
      ...(['#d5dadd', '#bcc4c9', '#a3adb4', '#7d888f', '#434c53'] as const),
      ...(['#353d43', '#272d31', '#1e2225', '#191d1f', '#121517'] as const),
    ],
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
  components: {
    // Its placeholder for the first focus is an element that no menu may have, for readers of screens.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    // Light yellow and light red are no colours to read in: the icon has them, the words have the page's.
    Alert: Alert.extend({
      styles: {
        title: { color: 'var(--mantine-color-text)' },
        message: { color: 'var(--mantine-color-text)' },
      },
    }),
    Badge: Badge.extend({ defaultProps: { tt: 'none' } }),
    // The dense accent of a filled button is too dark for a thin line in the dark.
    Progress: Progress.extend({ defaultProps: { color: 'var(--accent)' } }),
    Tabs: Tabs.extend({ defaultProps: { color: 'var(--accent)' } }),
  },
});
