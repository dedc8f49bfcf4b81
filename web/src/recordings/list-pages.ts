import type { Recording } from '../api/client.ts';
import { comesBefore, type ListFilter } from './list-filter.ts';

export interface RecordingPage {
  readonly recordings: readonly Recording[];
  readonly next_cursor: string | null;
}
export type Pages = readonly RecordingPage[];

interface Keeping {
  readonly sort: ListFilter['sort'];
  /** Whether it belongs in this list. */
  readonly fits: boolean;
}

/**
 * Puts what is now known of a recording into a list, where its order says; takes it out where it belongs there no more.
 * What lies behind the last page that was fetched comes with its own. Pages that stay as they are stay the same.
 */
export function keepInPages(pages: Pages, recording: Recording, { fits, sort }: Keeping): Pages {
  const at = pages.findIndex((page) => readIds(page).has(recording.id));
  const before = pages[at]?.recordings.find(({ id }) => id === recording.id);
  if (before && fits && (sort !== 'name' || before.file_name === recording.file_name))
    return changePage(pages, at, (all) => all.map((one) => (one.id === recording.id ? recording : one)));
  const without = before ? dropFromPages(pages, new Set([recording.id])) : pages;
  return fits ? insert(without, recording, sort) : without;
}

export function dropFromPages(pages: Pages, ids: ReadonlySet<string>): Pages {
  return changePages(pages, ids, (recordings) => recordings.filter(({ id }) => !ids.has(id)));
}

/** Changes those of a list that are meant; all others, and their pages, stay the same. */
export function changeInPages(
  pages: Pages,
  ids: ReadonlySet<string>,
  change: (recording: Recording) => Recording,
): Pages {
  return changePages(pages, ids, (recordings) =>
    recordings.map((one) => (ids.has(one.id) ? change(one) : one)),
  );
}

function changePages(
  pages: Pages,
  ids: ReadonlySet<string>,
  change: (recordings: readonly Recording[]) => readonly Recording[],
): Pages {
  const touched = pages.filter((page) => holdsAny(page, ids));
  if (touched.length === 0) return pages;
  const those = new Set(touched);
  return pages.map((page) => (those.has(page) ? { ...page, recordings: change(page.recordings) } : page));
}

/**
 * Who is on a page, read once: of thousands of pages an event concerns one, and each is asked. Pages never change, others
 * take their places.
 */
export function readIds(page: RecordingPage): ReadonlySet<string> {
  const known = idsOf.get(page);
  if (known) return known;
  const ids = new Set(page.recordings.map(({ id }) => id));
  idsOf.set(page, ids);
  return ids;
}

function holdsAny(page: RecordingPage, ids: ReadonlySet<string>): boolean {
  return countHeld(page, ids, 1) > 0;
}

/** How many of them are on a page; no further than `most`. */
function countHeld(page: RecordingPage, ids: ReadonlySet<string>, most: number): number {
  const own = readIds(page);
  const [few, many] = ids.size < own.size ? [ids, own] : [own, ids];
  let count = 0;
  for (const id of few) {
    if (many.has(id)) count += 1;
    if (count === most) break;
  }
  return count;
}

const idsOf = new WeakMap<RecordingPage, ReadonlySet<string>>();

/** The recordings of all pages by their places, without copying them together. */
export interface Rows {
  readonly length: number;
  at(place: number): Recording | undefined;
  /** -1: it is not there. */
  find(id: string): number;
  /** Copies together those that are meant. */
  pick(ids: ReadonlySet<string>): Recording[];
  /** How many of those that are meant are there. */
  count(ids: ReadonlySet<string>): number;
  all(): Recording[];
}

export function createRows(pages: Pages): Rows {
  const starts: number[] = [];
  let length = 0;
  for (const { recordings } of pages) {
    starts.push(length);
    length += recordings.length;
  }
  return {
    length,
    at(place) {
      if (place < 0 || place >= length) return undefined;
      let [low, high] = [0, pages.length - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= place) low = middle;
        else high = middle - 1;
      }
      return pages[low]?.recordings[place - (starts[low] ?? 0)];
    },
    find(id) {
      const page = pages.findIndex((one) => readIds(one).has(id));
      const place = pages[page]?.recordings.findIndex((one) => one.id === id) ?? -1;
      return place < 0 ? -1 : (starts[page] ?? 0) + place;
    },
    pick: (ids) =>
      pages.flatMap((page) => (holdsAny(page, ids) ? page.recordings.filter(({ id }) => ids.has(id)) : [])),
    count: (ids) => pages.reduce((sum, page) => sum + countHeld(page, ids, ids.size), 0),
    all: () => pages.flatMap(({ recordings }) => recordings),
  };
}

/** Before the first that it comes before; behind all only where there are no more to come. */
function insert(pages: Pages, recording: Recording, sort: ListFilter['sort']): Pages {
  const isBefore = (other: Recording) => comesBefore(recording, other, sort);
  const page = pages.findIndex(({ recordings }) => {
    const last = recordings.at(-1);
    return last !== undefined && isBefore(last);
  });
  if (page >= 0)
    return changePage(pages, page, (all) => all.toSpliced(all.findIndex(isBefore), 0, recording));
  if (pages.at(-1)?.next_cursor !== null) return pages;
  return changePage(pages, pages.length - 1, (all) => [...all, recording]);
}

function changePage(
  pages: Pages,
  at: number,
  change: (recordings: readonly Recording[]) => readonly Recording[],
): Pages {
  return pages.map((page, place) => (place === at ? { ...page, recordings: change(page.recordings) } : page));
}
