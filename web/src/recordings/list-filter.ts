import type { Recording } from '../api/client.ts';
import { readDay, startDay } from './days.ts';

/** Which recordings a list shows, and in which order, as its address says. */
export interface ListFilter {
  readonly state?: RecordingState;
  /** With the folders below it; `none`: in no folder. */
  readonly folder?: string;
  readonly tag?: string;
  /** Stands in the name. */
  readonly name?: string;
  /** Days, as `2026-05-31`, both within. */
  readonly from?: string;
  readonly to?: string;
  /** Absent: the newest first. */
  readonly sort?: 'oldest' | 'name';
}

/** Choices that are made; what is undefined is chosen no longer. */
export type FilterChange = { readonly [Name in keyof ListFilter]?: ListFilter[Name] | undefined };

export type RecordingState = Recording['state'];
export const recordingStates = ['running', 'queued', 'succeeded', 'failed', 'cancelled'] as const;

/** What an address asks for; what it cannot mean is left out. */
export function readListFilter(search: Readonly<Record<string, unknown>>): ListFilter {
  const { sort } = search;
  const state = recordingStates.find((one) => one === search['state']);
  const folder = readText(search['folder'], /^(?:none|[\da-f-]{36})$/);
  const tag = readText(search['tag'], /^.{1,100}$/su);
  const name = readText(search['name'], /^.{1,300}$/su);
  const [from, to] = [readDay(search['from']), readDay(search['to'])];
  return {
    ...(state && { state }),
    ...(folder && { folder }),
    ...(tag && { tag }),
    ...(name && { name }),
    ...(from && { from }),
    ...(to && { to }),
    ...((sort === 'oldest' || sort === 'name') && { sort }),
  };
}

/** As the API is asked for it. */
export function writeListQuery({ from, to, ...filter }: ListFilter) {
  return {
    ...filter,
    ...(from !== undefined && { from: startDay(from).toISOString() }),
    ...(to !== undefined && { to: startDay(to, 1).toISOString() }),
  };
}

/** Whether a folder is another, or lies below it. */
export type LiesWithin = (folder: string, above: string) => boolean;

/** Whether a recording belongs in a list, as the server judges it. */
export function fitsFilter(recording: Recording, filter: ListFilter, liesWithin: LiesWithin): boolean {
  const { folder, from, name, state, tag, to } = filter;
  const came = Date.parse(recording.created_at);
  return (
    (state === undefined || recording.state === state) &&
    (folder === undefined || fitsFolder(recording.folder_id, folder, liesWithin)) &&
    (tag === undefined || recording.tags.includes(tag)) &&
    (name === undefined || recording.file_name.toLowerCase().includes(name.toLowerCase())) &&
    (from === undefined || came >= startDay(from).getTime()) &&
    (to === undefined || came < startDay(to, 1).getTime())
  );
}

function fitsFolder(own: string | null, wanted: string, liesWithin: LiesWithin): boolean {
  if (wanted === 'none') return own === null;
  return own !== null && liesWithin(own, wanted);
}

/** Whether one comes before another in the order of a list. */
export function comesBefore(one: Recording, other: Recording, sort: ListFilter['sort']): boolean {
  if (sort === 'name' && one.file_name !== other.file_name) return one.file_name < other.file_name;
  const difference = Date.parse(one.created_at) - Date.parse(other.created_at);
  if (sort !== 'name' && difference !== 0) return sort === 'oldest' ? difference < 0 : difference > 0;
  return sort === undefined ? one.id > other.id : one.id < other.id;
}

/** Numbers come out of addresses as numbers, `true` as such, and names may be all of that. */
function readText(given: unknown, form: RegExp): string | undefined {
  if (!['string', 'number', 'boolean'].includes(typeof given)) return undefined;
  const text = String(given);
  return form.test(text) ? text : undefined;
}
