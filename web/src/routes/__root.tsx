import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import type { RouteContext } from '../route-context.ts';

export const Route = createRootRouteWithContext<RouteContext>()({ component: Outlet });
