import { sampleRate } from '../../../ports/media-tool.ts';
import type { EngineDescription, RecognisedPiece } from '../../../ports/speech-engine.ts';
import type { HeardPart } from '../../../wire/past-hearing.ts';
import { type HeardSum, sumParts } from '../past/sum-parts.ts';
import type { Piece } from '../stages/pack.ts';
import type { Told } from './tell-language.ts';

export interface Line extends HeardPart {
  readonly engine: string;
  readonly model: string;
  readonly quality: 'full' | 'low';
  readonly hot_words: boolean;
}

export type Book = ReturnType<typeof createBook>;

/** Keeps who heard what, a line for each piece: a piece that is heard again replaces its line. */
export function createBook(past: readonly HeardPart[]) {
  const lines = new Map<number, Line>();
  return {
    enter: (
      piece: Piece,
      told: Told | undefined,
      description: EngineDescription,
      { text }: RecognisedPiece,
    ): void => {
      const { engine, model, quality, capabilities } = description;
      lines.set(piece.index, {
        ...{ engine, model, quality, hot_words: capabilities.hotWords },
        ...(told && { language: told.language }),
        clear: told?.clear ?? false,
        seconds: text.trim() === '' ? 0 : Math.round((piece.samples.length * 1000) / sampleRate) / 1000,
      });
    },
    read: (index: number): Line | undefined => lines.get(index),
    /** Of all runs. */
    sum: (): HeardSum => sumParts([...past, ...[...lines.values()].filter(({ seconds }) => seconds > 0)]),
  };
}
