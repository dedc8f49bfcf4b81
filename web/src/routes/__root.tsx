import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { UnknownPage } from '../layout/unknown-page.tsx';
import type { RouteContext } from '../route-context.ts';

export const Route = createRootRouteWithContext<RouteContext>()({
  component: Outlet,
  notFoundComponent: () => (
    <main>
      <UnknownPage />
    </main>
  ),
});
