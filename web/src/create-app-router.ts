import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { LoadingPage } from './layout/loading-page.tsx';
import { PageFailure } from './layout/page-failure.tsx';
import { UnknownPage } from './layout/unknown-page.tsx';
import { routeTree } from './route-tree.gen.ts';

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    // Query knows how fresh its data is.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: LoadingPage,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: UnknownPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
