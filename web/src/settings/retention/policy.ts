import type { Foreseen, Policy } from './queries.ts';

/** Days, as many as the server takes. */
export const mostDays = 36_500;

export const kinds = ['audio_days', 'transcript_days', 'task_days'] as const;
export type Kind = (typeof kinds)[number];

/** What is typed: empty or not whole days as long as somebody types. */
export type Draft = Readonly<Record<Kind, number | string | null>>;

/** Undefined while something in it is no number of days. */
export function readDraft(draft: Draft): Policy | undefined {
  const isDays = (days: number | string | null) =>
    days === null || (typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= mostDays);
  return kinds.every((kind) => isDays(draft[kind])) ? (draft as Policy) : undefined;
}

export function isSame(one: Policy, other: Policy): boolean {
  return kinds.every((kind) => one[kind] === other[kind]);
}

export function losesSomething({ audio, histories, transcripts }: Foreseen): boolean {
  return audio + transcripts + histories > 0;
}
