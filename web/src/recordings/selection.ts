import type { Rows } from './list-pages.ts';

/** Recordings that are chosen, to do the same with all of them. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Chosen last: a range goes from here. */
  readonly anchor: string | undefined;
}

export const noSelection: Selection = { ids: new Set(), anchor: undefined };

export function toggleOne({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Everything from the one that was chosen last to this one; without such, this one alone. */
export function addRange(selection: Selection, rows: Rows, id: string): Selection {
  const from = selection.anchor === undefined ? -1 : rows.find(selection.anchor);
  const to = rows.find(id);
  if (from < 0 || to < 0) return toggleOne(selection, id);
  const ids = new Set(selection.ids);
  for (let place = Math.min(from, to); place <= Math.max(from, to); place += 1) {
    const recording = rows.at(place);
    if (recording) ids.add(recording.id);
  }
  return { ids, anchor: selection.anchor };
}

export function selectAll(rows: Rows): Selection {
  return { ids: new Set(rows.all().map(({ id }) => id)), anchor: undefined };
}

/** Without those that left the list. */
export function keepPresent(selection: Selection, rows: Rows): Selection {
  if (selection.ids.size === 0) return selection;
  if (rows.count(selection.ids) === selection.ids.size) return selection;
  const present = rows.pick(selection.ids);
  return { ...selection, ids: new Set(present.map(({ id }) => id)) };
}
