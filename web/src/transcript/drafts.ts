/** What was being written and is not saved, kept for this tab: a session that ends in the middle loses nothing. */
export interface Draft {
  readonly text: string;
  readonly speaker: string;
}

const name = (recordingId: string, index: number) => `efir-draft:${recordingId}:${index}`;

export function readDraft(recordingId: string, index: number): Draft | undefined {
  try {
    const kept = sessionStorage.getItem(name(recordingId, index));
    return kept === null ? undefined : (JSON.parse(kept) as Draft);
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
