import { standardModel } from '../models/catalogue.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import type { EngineName } from './engines.ts';

/** What could recognise a language here. */
export interface Candidate {
  readonly engine: EngineName;
  readonly model: string;
  readonly languages: readonly string[] | 'any';
  /** Absent for an engine that computes elsewhere. */
  readonly installed?: InstalledModel;
}

export interface Situation {
  readonly language: string;
  /** Models may take little memory: under `lowEndMegabytes`. */
  readonly lowEnd: boolean;
}

/** A machine with less for models does better with a small one for English: Parakeet takes 1.4 GB and more at work. */
export const lowEndMegabytes = 2000;

interface Preference {
  /** Only for these languages; absent: for all that the candidate knows. */
  readonly languages?: readonly string[];
  readonly lowEnd?: true;
  /** Models by name, the best first. */
  readonly models?: readonly string[];
  /** Whatever these engines have. */
  readonly engines?: readonly EngineName[];
  /** An operator's own models: those that are said to know the language, or those of which nobody said anything. */
  readonly own?: 'declared' | 'undeclared';
}

/**
 * The first line that fits a candidate is its place. By published figures: GigaAM makes half of Whisper's errors in
 * Russian, Parakeet fewer than Whisper in the languages that it knows at a tenth of the cost, and Whisper knows the rest.
 * What the operator set up as an engine comes before Whisper's models here, because it is likely to have a graphics card.
 */
export const preferences: readonly Preference[] = [
  { languages: ['en'], lowEnd: true, models: ['moonshine-base-en'] },
  { languages: ['ru'], models: ['gigaam-v3-rnnt', 'gigaam-v3-ctc', 'gigaam-v2-rnnt', 'gigaam-v2-ctc'] },
  { own: 'declared' },
  { models: [standardModel, 'moonshine-base-en'] },
  { engines: ['openai-compatible', 'whisper-cpp'] },
  {
    models: [
      'whisper-large-v3-turbo',
      'whisper-large-v3',
      'whisper-medium',
      'whisper-small',
      'whisper-base',
      'whisper-tiny',
    ],
  },
  { own: 'undeclared' },
];

const listed = new Set(preferences.flatMap(({ models = [] }) => models));

/** Those that know the language, the best first. */
export function rankCandidates(candidates: readonly Candidate[], situation: Situation): Candidate[] {
  const knowing = candidates.filter(({ languages }) => knowsLanguage(languages, situation.language));
  const places = new Map(knowing.map((candidate) => [candidate, findPlace(candidate, situation)]));
  return knowing.toSorted((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
}

export function knowsLanguage(languages: readonly string[] | 'any', language: string | undefined): boolean {
  return language === undefined || languages === 'any' || languages.includes(language);
}

function findPlace(candidate: Candidate, situation: Situation): number {
  const line = preferences.findIndex((preference) => fits(preference, candidate, situation));
  const { models = [], engines = [] } = preferences[line] ?? {};
  const within = models.indexOf(candidate.model) + engines.indexOf(candidate.engine) + 2;
  return (line === -1 ? preferences.length : line) * 100 + within;
}

function fits(
  { languages, lowEnd, models, engines, own }: Preference,
  candidate: Candidate,
  situation: Situation,
): boolean {
  if (languages && !languages.includes(situation.language)) return false;
  if (lowEnd && !situation.lowEnd) return false;
  if (engines?.includes(candidate.engine)) return true;
  if (candidate.engine === 'sherpa-onnx' && models?.includes(candidate.model)) return true;
  if (own === undefined || listed.has(candidate.model)) return false;
  return (own === 'undeclared') === (candidate.languages === 'any');
}
