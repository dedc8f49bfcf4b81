/** What was being written and is not saved, kept for this tab: a session that ends in the middle loses nothing. */
export interface Draft {
  readonly text: string;
  readonly speaker: string;
  /** What the segment said when writing began: what somebody else made of it since is seen by that. */
  readonly begun: { readonly text: string; readonly speaker: string };
}

const prefix = 'efir-draft';
const name = (recordingId: string, index: number) => `${prefix}:${recordingId}:${index}`;

export function readDraft(recordingId: string, index: number): Draft | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name(recordingId, index)) ?? 'null') as Draft | null;
    return kept?.begun ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Without a draft, what was kept is forgotten. */
export function keepDraft(recordingId: string, index: number, draft?: Draft): void {
  try {
    if (draft) sessionStorage.setItem(name(recordingId, index), JSON.stringify(draft));
    else sessionStorage.removeItem(name(recordingId, index));
  } catch {
    // A browser that keeps nothing: the page still has it.
  }
}

/** Indexes of segments with something that was not saved. */
export function listDrafts(recordingId: string): number[] {
  try {
    const start = `${prefix}:${recordingId}:`;
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(start))
      .map((key) => Number(key.slice(start.length)))
      .filter((index) => readDraft(recordingId, index) !== undefined);
  } catch {
    return [];
  }
}
