import { sampleRate } from '../../../ports/media-tool.ts';
import type { EngineDescription, RecognisedPiece } from '../../../ports/speech-engine.ts';
import type { Piece } from '../stages/pack.ts';
import type { Told } from './tell-language.ts';

/** What was spoken in what an earlier run stored. */
export interface Before {
  readonly language: string;
  /** Of the recording that an earlier run has done with. */
  readonly seconds: number;
}

export interface GuideOutcome {
  /** The language of most of the speech; undefined where none was heard. */
  readonly language: string | undefined;
  /** The request said it, an engine heard it, or there was enough text to tell. */
  readonly clear: boolean;
  /** Languages with a real share of the speech, the most spoken first. */
  readonly languages: readonly string[];
  /** What heard most of the speech, and whether a rough engine heard any of it. */
  readonly description: EngineDescription;
  readonly quality: EngineDescription['quality'];
}

/** The share of the speech, and the seconds, from which a second language is worth telling. */
const realShare = 0.1;
const realSeconds = 5;

export type Book = ReturnType<typeof createBook>;

/** Keeps who heard what, a line for each piece: a piece that is heard again replaces its line. */
export function createBook(opened: EngineDescription, before: Before | undefined) {
  const lines = new Map<number, { seconds: number; told: Told; description: EngineDescription }>();
  return {
    enter: (piece: Piece, told: Told, description: EngineDescription, { text }: RecognisedPiece): void => {
      const seconds = piece.samples.length / sampleRate;
      if (text.trim() !== '') lines.set(piece.index, { seconds, told, description });
    },
    sum: (): GuideOutcome => {
      const heard = [...lines.values()];
      const parts = heard.map(({ seconds, told }) => [told.language, seconds] as const);
      const spoken = rank([...(before ? [[before.language, before.seconds] as const] : []), ...parts]);
      const total = spoken.reduce((sum, [, seconds]) => sum + seconds, 0);
      const language = spoken[0]?.[0];
      const [most] = rank(heard.map(({ seconds, description }) => [description, seconds]));
      const isReal = (seconds: number) => seconds >= realSeconds && seconds >= total * realShare;
      return {
        language,
        clear: language !== undefined && (language === before?.language || isClear(heard, language)),
        languages: spoken
          .filter(([, seconds], place) => place === 0 || isReal(seconds))
          .map(([code]) => code),
        description: most?.[0] ?? opened,
        quality: heard.some(({ description }) => description.quality === 'low') ? 'low' : opened.quality,
      };
    },
  };
}

function isClear(lines: readonly { readonly told: Told }[], language: string | undefined): boolean {
  return lines.some(({ told }) => told.clear && told.language === language);
}

/** Adds up seconds; the most first. */
function rank<Key>(parts: readonly (readonly [Key, number])[]): [Key, number][] {
  const sums = new Map<Key, number>();
  for (const [key, seconds] of parts) sums.set(key, (sums.get(key) ?? 0) + seconds);
  return [...sums].toSorted(([, one], [, other]) => other - one);
}
