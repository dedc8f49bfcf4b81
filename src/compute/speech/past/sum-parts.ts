import type { HeardPart } from '../../../wire/past-hearing.ts';

/** What all pieces of a recording come to, whichever run heard them. */
export interface HeardSum {
  /** The language of most of the speech; undefined where none was heard, or nothing tells. */
  readonly language: string | undefined;
  /** The request said it, an engine heard it, or there was enough text to tell. */
  readonly clear: boolean;
  /** Languages with a real share of the speech, the most spoken first. */
  readonly languages: readonly string[];
  /** What heard most of the speech; undefined where none was heard. */
  readonly most: { readonly engine: string; readonly model: string } | undefined;
  /** The rough engine that heard most, where one heard any. */
  readonly rough: string | undefined;
  /** The engine that heard most of those that listen for no given words, where their share is real. */
  readonly deaf: string | undefined;
}

/** The share of the speech, and the seconds, from which a second language is worth telling. */
const realShare = 0.1;
const realSeconds = 5;

export function sumParts(parts: readonly HeardPart[]): HeardSum {
  const total = sumSeconds(parts);
  const isReal = (seconds: number) => seconds >= realSeconds && seconds >= total * realShare;
  const spoken = rank(parts, ({ language }) => language);
  // What was never clear is a guess: it may be the best there is, but is not said besides another, nor before it.
  const clear = new Set(parts.filter((part) => part.clear).map((part) => part.language));
  const sure = spoken.find(([code, seconds]) => clear.has(code) && isReal(seconds));
  const language = (sure ?? spoken[0])?.[0];
  const [most] = rank(parts, ({ engine, model }) => engine && JSON.stringify([engine, model]));
  const [deaf] = rank(
    parts.filter((part) => part.hot_words === false),
    ({ engine }) => engine,
  );
  return {
    language,
    clear: language !== undefined && clear.has(language),
    languages: spoken
      .filter(([code, seconds]) => code === language || (clear.has(code) && isReal(seconds)))
      .map(([code]) => code),
    most: most && readModel(most[0]),
    rough: rank(
      parts.filter(({ quality }) => quality === 'low'),
      ({ engine }) => engine,
    )[0]?.[0],
    deaf: deaf && deaf[1] >= total * realShare ? deaf[0] : undefined,
  };
}

function readModel(key: string): { engine: string; model: string } {
  const [engine, model] = JSON.parse(key) as [string, string];
  return { engine, model };
}

function sumSeconds(parts: readonly HeardPart[]): number {
  return parts.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Adds up seconds; the most first. */
function rank(
  parts: readonly HeardPart[],
  keyOf: (part: HeardPart) => string | undefined,
): [string, number][] {
  const sums = new Map<string, number>();
  for (const part of parts) {
    const key = keyOf(part);
    if (key !== undefined) sums.set(key, (sums.get(key) ?? 0) + part.seconds);
  }
  return [...sums].toSorted(([, one], [, other]) => other - one);
}
