/** What a field holds whose text other programs write: `"12.5"`, `"true"`, JSON text. */
export type FlatKind = 'number' | 'flag' | 'json';

/**
 * Makes of a message whose fields are all text, as a stream's fields are, the values they mean: fields that are empty
 * or null are absent, and the named ones are read as their kind. What does not read stays as it is, for the schema to
 * say what is wrong. Anything but an object is given back untouched.
 */
export function readFlatFields(given: unknown, kinds: Readonly<Record<string, FlatKind>>): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const fields = Object.entries(given).filter(([, value]) => value !== '' && value !== null);
  return Object.fromEntries(fields.map(([name, value]) => [name, readField(value, kinds[name])]));
}

function readField(value: unknown, kind: FlatKind | undefined): unknown {
  if (typeof value !== 'string' || kind === undefined) return value;
  const text = value.trim();
  if (kind === 'flag') return flags[text.toLowerCase()] ?? value;
  if (kind === 'number') return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : value;
  return parseJson(text) ?? value;
}

const flags: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  '1': true,
  '0': false,
  yes: true,
  no: false,
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
