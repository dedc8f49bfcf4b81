import { badRequest } from '../refusal.ts';

/** A file that came with a call, its bytes on disk already. */
export interface SentFile {
  readonly path: string;
  readonly bytes: number;
  readonly name: string;
  readonly mimeType: string;
}

/**
 * Arguments of a call. Telegram takes every one as text, however it came: in the query, in a form, in JSON. What is no
 * number where a number is due counts as 0, as there.
 */
export interface Arguments {
  has(name: string): boolean;
  text(name: string): string;
  integer(name: string, standard?: number): number;
  flag(name: string): boolean;
  /** Undefined when absent or empty; refuses what is no JSON. */
  json(name: string): unknown;
  /** A part of a form: by its name, or by `attach://name`. */
  file(name: string): SentFile | undefined;
  readonly files: readonly SentFile[];
  /** For the journal. */
  describe(): Record<string, unknown>;
}

export function createArguments(
  values: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, SentFile>,
): Arguments {
  const text = (name: string) => values.get(name) ?? '';
  return {
    has: (name) => text(name) !== '' || files.has(name),
    text,
    integer(name, standard = 0) {
      const value = text(name);
      if (value === '') return standard;
      return /^\s*-?\d{1,18}/.test(value) ? Number.parseInt(value, 10) : 0;
    },
    flag: (name) => ['true', 'yes', '1'].includes(text(name).trim().toLowerCase()),
    json(name) {
      const value = text(name);
      if (value === '') return undefined;
      try {
        return JSON.parse(value) as unknown;
      } catch {
        throw badRequest(`can't parse ${nameOfJson(name)} JSON object`);
      }
    },
    file: (name) => files.get(name),
    files: [...files.values()],
    describe: () => ({
      ...Object.fromEntries([...values].map(([name, value]) => [name, readValue(value)])),
      ...Object.fromEntries([...files].map(([name, file]) => [name, { name: file.name, bytes: file.bytes }])),
    }),
  };
}

function nameOfJson(name: string): string {
  return name === 'reply_markup' ? 'reply keyboard markup' : name.replaceAll('_', ' ');
}

function readValue(value: string): unknown {
  if (!/^(?:[[{]|-?\d+$|true$|false$)/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
