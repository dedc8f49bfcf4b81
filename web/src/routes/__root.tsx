import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { LoadingPage } from '../layout/loading-page.tsx';
import type { RouteContext } from '../route-context.ts';

const UnknownRoute = lazy(async () => ({
  default: (await import('../identity/unknown-route.tsx')).UnknownRoute,
}));

export const Route = createRootRouteWithContext<RouteContext>()({
  component: Outlet,
  notFoundComponent: () => (
    <Suspense fallback={<LoadingPage />}>
      <UnknownRoute />
    </Suspense>
  ),
});
