import './layout/styles.css';
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueries } from './api/create-queries.ts';
import { createAppRouter } from './create-app-router.ts';
import { authState } from './identity/auth-state.ts';
import { NewVersionNotice } from './installation/new-version-notice.tsx';
import { colours } from './layout/colours.ts';
import { readNonce } from './layout/read-nonce.ts';
import { theme } from './layout/theme.ts';
import { WordedControls } from './layout/worded-controls.tsx';
import { TextsProvider } from './texts/texts-provider.tsx';

const nonce = readNonce();
// Mantine's windows lock the page behind them by a style of their own.
setNonce(nonce);
const queries = createQueries();
const router = createAppRouter(queries);
// Asked while the texts are still on their way.
// Whoever reads by a link is not asked who they are.
if (!location.pathname.startsWith('/s/')) void queries.prefetchQuery(authState);
void import('./uploads/sort-out-kept.ts').then(({ sortOutKept }) => sortOutKept());

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colours}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <TextsProvider>
          <WordedControls>
            <ModalsProvider>
              <Notifications position="bottom-left" />
              <RouterProvider router={router} />
              <NewVersionNotice />
            </ModalsProvider>
          </WordedControls>
        </TextsProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
