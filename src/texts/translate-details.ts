import type { FluentBundle } from '@fluent/bundle';

/**
 * What exactly went wrong is told in English where it happens, travels with errors and notes, and is kept with
 * recordings. `details.ftl` has each such sentence; its English text is the pattern by which it is found again here, so
 * that people read it in their language.
 */

/** The arguments of errors and notes that hold such sentences, and how the ids of these begin. */
const families: Readonly<Record<string, string>> = {
  detail: 'detail-',
  reason: 'detail-',
  accepts: 'accepts-',
};

/** What variables stand for; all others for anything. */
const shapes: Readonly<Record<string, string>> = {
  errno: 'E[A-Z0-9_]+',
  said: '[^:;]+?',
  server: '[\\w.:-]+',
  number: '\\d[\\d.,]*',
  most: '\\d[\\d.,]*',
  list: '[\\w., -]+',
  last: '[\\w.-]+',
};

interface Template {
  readonly id: string;
  readonly pattern: RegExp;
  readonly variables: readonly string[];
  /** Characters that stand fast: who has more of them fits better. */
  readonly fixed: number;
}

type Arguments = Readonly<Record<string, unknown>>;

/** Makes what puts the sentences in arguments into the language of `own`; what is not known stays as it is. */
export function createDetailTranslation(english: FluentBundle, own: FluentBundle) {
  const templates = [...english._messages.values()]
    .filter(({ id }) => Object.values(families).some((family) => id.startsWith(family)))
    .map(({ id, value }) => readTemplate(id, value))
    .sort((one, other) => other.fixed - one.fixed);

  const translate = (text: string, family: string): string => {
    for (const { id, pattern, variables } of templates) {
      if (!id.startsWith(family)) continue;
      const parts = pattern.exec(text);
      const message = own.getMessage(id)?.value;
      if (!parts || !message) continue;
      const args = Object.fromEntries(
        variables.map((name, index) => [name, translate(parts[index + 1] ?? '', family)]),
      );
      return own.formatPattern(message, args, []);
    }
    return text;
  };

  return <Args extends Arguments>(args: Args): Args => {
    const entries = Object.entries(args).map(([name, value]) => {
      const family = families[name];
      return [name, family !== undefined && typeof value === 'string' ? translate(value, family) : value];
    });
    return Object.fromEntries(entries) as Args;
  };
}

type Pattern =
  ReturnType<FluentBundle['_messages']['get']> extends infer Message
    ? Exclude<Message, undefined> extends { value: infer Value }
      ? Value
      : never
    : never;

function readTemplate(id: string, value: Pattern): Template {
  const elements = typeof value === 'string' || value === null ? [value ?? ''] : value;
  const variables: string[] = [];
  let [pattern, fixed] = ['', 0];
  for (const element of elements) {
    if (typeof element === 'string') {
      pattern += element.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      fixed += element.length;
    } else if (element.type === 'var') {
      variables.push(element.name);
      pattern += `(${shapes[element.name] ?? '.+?'})`;
    } else throw new Error(`${id} in English is to have text and variables only`);
  }
  return { id, pattern: new RegExp(`^${pattern}$`, 's'), variables, fixed };
}
