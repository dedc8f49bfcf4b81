import { EfirError } from '../core/errors.ts';

const windowMilliseconds = 60_000;
/** Tenants remembered; the oldest windows go first. */
const mostTenants = 10_000;

/** So many calls a minute for each tenant, counted by this process. Throws `rate-limited`. */
export function limitCalls(perMinute: number): (tenantId: string) => void {
  const windows = new Map<string, { count: number; readonly until: number }>();
  return (tenantId) => {
    const now = performance.now();
    const known = windows.get(tenantId);
    const current = known && known.until > now ? known : { count: 0, until: now + windowMilliseconds };
    if (current !== known) {
      windows.delete(tenantId);
      windows.set(tenantId, current);
      const oldest = windows.keys().next().value;
      if (windows.size > mostTenants && oldest !== undefined) windows.delete(oldest);
    }
    current.count += 1;
    if (current.count > perMinute) throw new EfirError('rate-limited', { limit: perMinute });
  };
}
