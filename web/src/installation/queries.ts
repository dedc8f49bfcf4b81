import { queryOptions } from '@tanstack/react-query';
import { listParcels } from './parcels.ts';

/** What was shared with the dashboard and waits in this browser. */
export const keptParcels = queryOptions({
  queryKey: ['parcels'],
  queryFn: () => listParcels().catch(() => []),
  staleTime: 0,
  gcTime: 0,
  networkMode: 'always',
});
