/**
 * Whether this is a path of this dashboard: an address from a link must not lead anywhere else. Browsers leave tabs and ends
 * of lines out of addresses: what stands behind them would be read as if they were not there.
 */
export function isOwnPath(next: unknown): next is string {
  return typeof next === 'string' && /^\/(?![/\\])\P{Cc}*$/u.test(next);
}
