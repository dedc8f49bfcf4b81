import type { Draft } from './drafts.ts';
import type { Playback } from './playback.ts';

/** What can be done with a segment, by its index; the same for as long as the page is open. */
export interface Desk {
  readonly recordingId: string;
  readonly playback: Playback;
  /** Whether who looks may change anything. */
  readonly mayWrite: boolean;
  edit(index: number | undefined): void;
  save(index: number, draft: Draft): void;
  giveUp(index: number): void;
  confirm(index: number): void;
  /** Chooses it beside others; `reach`: with all up to it from the one that was chosen last. */
  select(index: number, reach: boolean): void;
  highlight(index: number): void;
  copy(index: number): void;
  copyLink(seconds: number): void;
}
