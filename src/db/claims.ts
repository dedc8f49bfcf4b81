import { sql } from 'kysely';

/** A moment as the database's clock has it. */
export function secondsFromNow(seconds: number) {
  return sql<Date>`now() + make_interval(secs => ${seconds})`;
}

/** What a row becomes whose claim is given back: due again in so many seconds. `counts`: whether that was a try. */
export function giveBack({ counts, seconds }: { readonly seconds: number; readonly counts: boolean }) {
  return {
    claim: null,
    due_at: secondsFromNow(seconds),
    ...(counts ? {} : { tries: sql<number>`greatest(0, tries - 1)` }),
  };
}
