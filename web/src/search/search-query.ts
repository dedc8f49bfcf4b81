import { readDay, startDay } from '../recordings/days.ts';

/** What is looked for, and in which recordings: as the address of the page says it. */
export interface SearchQuery {
  /** Words as somebody typed them. */
  readonly q?: string;
  /** Id of a folder, or `none`: in no folder. */
  readonly folder?: string;
  readonly tag?: string;
  /** Days of this machine's calendar, both included: `2026-11-23`. */
  readonly from?: string;
  readonly to?: string;
}

/** Characters that the server takes. */
export const longestQuery = 500;

/** What an address says of it; whatever is none of it is passed over. */
export function readSearchQuery(address: Record<string, unknown>): SearchQuery {
  const text = (name: string) => {
    const value = address[name];
    return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
  };
  return keepSaid({
    q: text('q').slice(0, longestQuery),
    folder: /^(none|[0-9a-f-]{36})$/i.test(text('folder')) ? text('folder') : '',
    tag: text('tag').slice(0, longestQuery),
    from: readDay(address['from']),
    to: readDay(address['to']),
  });
}

/** Without what says nothing, so that addresses stay short. */
export function keepSaid(query: { [Name in keyof SearchQuery]-?: string | undefined }): SearchQuery {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value));
}

/** How many filters are set. */
export function countFilters({ q: _words, ...filters }: SearchQuery): number {
  return Object.keys(filters).length;
}

/** As the server asks for it: moments, of which the last is no longer meant. */
export function writeSearchQuery({ from, to, ...rest }: SearchQuery): SearchQuery & { q: string } {
  return {
    q: '',
    ...rest,
    ...(from === undefined ? {} : { from: startDay(from).toISOString() }),
    ...(to === undefined ? {} : { to: startDay(to, 1).toISOString() }),
  };
}
