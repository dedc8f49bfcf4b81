import { type ChangeEvent, useState } from 'react';

/** As much as a page bears to be pasted into a field: whether it is too much, the server says in a sentence. */
export const mostTyped = 5_000;

/**
 * The texts of a form. `field('name')` are the properties of its input; `isChanged` says whether anything differs from
 * what was given first.
 */
export function useFields<Values extends Record<string, string>>(given: Values) {
  const [values, setValues] = useState(given);
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const field = (name: keyof Values & string) => ({
    name,
    value: values[name],
    maxLength: mostTyped,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
      set({ [name]: event.currentTarget.value } as Partial<Values>),
  });
  const isChanged = Object.keys(given).some((name) => given[name] !== values[name]);
  return { values, set, field, isChanged, clear: () => setValues(given) };
}
