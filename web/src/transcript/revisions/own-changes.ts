/** One's own changes of a transcript that can be undone, and those undone that can be made again; kept for the tab. */
export interface OwnChanges {
  /** Versions; the newest last. */
  readonly done: readonly number[];
  readonly undone: readonly number[];
}

export const noChanges: OwnChanges = { done: [], undone: [] };
/** Further back it is the history that one goes by. */
const most = 200;

/** A new change: what was undone before cannot be made again behind it. */
export function addChange({ done }: OwnChanges, version: number): OwnChanges {
  return done.includes(version)
    ? { done, undone: [] }
    : { done: [...done, version].slice(-most), undone: [] };
}

/** `version` was undone, by a version of its own. */
export function moveBack({ done, undone }: OwnChanges, version: number, by: number): OwnChanges {
  return { done: done.filter((one) => one !== version), undone: [...undone, by] };
}

/** What `version` undid was made again, by a version of its own. */
export function moveForth({ done, undone }: OwnChanges, version: number, by: number): OwnChanges {
  return { done: [...done, by], undone: undone.filter((one) => one !== version) };
}

/** It can be neither undone nor made again any more. */
export function dropChange({ done, undone }: OwnChanges, version: number): OwnChanges {
  return { done: done.filter((one) => one !== version), undone: undone.filter((one) => one !== version) };
}

const name = (recordingId: string) => `efir-changes:${recordingId}`;

export function readOwnChanges(recordingId: string): OwnChanges {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name(recordingId)) ?? 'null') as OwnChanges | null;
    return kept ?? noChanges;
  } catch {
    return noChanges;
  }
}

export function keepOwnChanges(recordingId: string, changes: OwnChanges): void {
  try {
    sessionStorage.setItem(name(recordingId), JSON.stringify(changes));
  } catch {
    // A browser that keeps nothing: until the page is left they can be undone all the same.
  }
}
