import type { Listening } from '../language/route-engines.ts';
import type { Packed, Piece, Silence } from './pack.ts';

export type Identified = IdentifiedPiece | Silence;

/** A piece, and what is to hear it. */
export interface IdentifiedPiece extends Piece {
  /**
   * Knows the language where it is known, and which of the installed engines is best for it; its answers carry the
   * language in which the piece was heard.
   */
  readonly engine: Listening;
}

export interface IdentifyOptions {
  /** Says for each piece what is to hear it. */
  readonly direct: (piece: Piece) => Promise<Listening>;
  /** Pieces with a smaller index are stored already: nobody looks at them, unless one is heard again. */
  readonly resumeFrom: number;
  /** What describes itself for pieces that nobody looked at. */
  readonly standard: Listening;
}

/** Finds out for each piece which language it is in and which engine is to hear it, one piece after the other. */
export async function* identify(
  packed: AsyncIterable<Packed>,
  { direct, resumeFrom, standard }: IdentifyOptions,
): AsyncGenerator<Identified, void, void> {
  for await (const item of packed) {
    if (item.kind === 'silence') yield item;
    else if (item.index >= resumeFrom) yield { ...item, engine: await direct(item) };
    else {
      const recognise: Listening['recognise'] = async (samples, options) =>
        (await direct(item)).recognise(samples, options);
      yield { ...item, engine: { description: standard.description, recognise } };
    }
  }
}
