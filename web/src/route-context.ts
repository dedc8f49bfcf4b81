import type { QueryClient } from '@tanstack/react-query';

/** What every route gets: loaders ask the server through Query alone. */
export interface RouteContext {
  readonly queries: QueryClient;
}
