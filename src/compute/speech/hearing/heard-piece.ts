import type { HeardPart } from './hear-piece.ts';

/** What was heard in a piece. Times and positions count samples of the recording. */
export interface HeardPiece {
  readonly kind: 'heard';
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** As in `Piece`. */
  readonly overlap: number;
  readonly overlapAfter: number;
  readonly pauseAfter?: number | undefined;
  readonly channel?: number | undefined;
  readonly same?: readonly number[] | undefined;
  /** Whether the engine knows when words were said; otherwise their times are guesses. */
  readonly timed: boolean;
  /** In order, and together the whole piece; counted from its start. */
  readonly parts: readonly HeardPart[];
}
