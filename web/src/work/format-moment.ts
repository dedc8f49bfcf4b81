/** Today by the clock, else with its day; another year is named. */
export function formatMoment(time: string, locale: string): string {
  const then = new Date(time);
  const now = new Date();
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  if (then.toDateString() === now.toDateString()) return then.toLocaleTimeString(locale, clock);
  const year = then.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return then.toLocaleString(locale, { day: 'numeric', month: 'short', ...year, ...clock });
}
