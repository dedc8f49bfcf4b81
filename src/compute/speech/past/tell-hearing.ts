import type { Hearing, Note } from '../../../wire/event-message.ts';
import type { LanguageGuide } from '../language/guide-language.ts';
import type { JoinedPiece } from '../stages/join.ts';

export interface HearingSources {
  readonly guide: Pick<LanguageGuide, 'describe'>;
  readonly nameDetector: (channel: number | undefined) => string;
  /** What is to be noted of the run; told with its first piece. */
  readonly notes: readonly Note[];
}

/** Makes what says of each piece, in their order, how it was heard. */
export function tellHearing({ guide, nameDetector, notes }: HearingSources): (piece: JoinedPiece) => Hearing {
  let untold = notes;
  return ({ index, channel, same }) => {
    const told = untold;
    untold = [];
    return {
      ...guide.describe({ index, channel }),
      ...(channel !== undefined && { channel }),
      ...(same && { same: [...same] }),
      detector: nameDetector(channel),
      ...(told.length > 0 && { notes: [...told] }),
    };
  };
}
