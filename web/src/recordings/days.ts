/** A day of this machine's calendar out of an address, as `2026-05-31`; undefined for what is none. */
export function readDay(given: unknown): string | undefined {
  if (typeof given !== 'string' || !/^[12]\d{3}-\d\d-\d\d$/.test(given)) return undefined;
  return Number.isNaN(Date.parse(given)) ? undefined : given;
}

/** Midnight here, `later` days behind. */
export function startDay(day: string, later = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}
