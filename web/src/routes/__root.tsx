import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import type { RouteContext } from '../create-app-router.ts';

export const Route = createRootRouteWithContext<RouteContext>()({ component: Outlet });
