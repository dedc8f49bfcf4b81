import { createRandom, type Random } from '../chaos/random.ts';
import type { ToldSchema } from '../support/telegram/judge-shapes.ts';

/*
 * Updates that no bot was made for: built from the schema of Telegram's types, every kind of them, and then, more often
 * than not, damaged. The same seed makes the same ones.
 */

export interface MadeUpdate {
  /** Without `update_id`: whoever delivers it numbers it. */
  readonly update: Record<string, unknown>;
  /** What was done to it; empty: it is as the types say. */
  readonly damage: readonly string[];
}

export interface UpdateOptions {
  readonly seed: number;
  /** Ids that stand where a chat's or person's is due, so that some updates concern somebody. */
  readonly chats: readonly number[];
  readonly users: readonly number[];
  /** Texts that the bot under test knows, such as its commands and callback data. */
  readonly texts?: readonly string[];
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly not?: unknown;
}

const deepest = 7;
/** What most bots hear most is also tried most. */
const frequent = [
  'message',
  'message',
  'message',
  'callback_query',
  'my_chat_member',
  'edited_message',
  'message_reaction',
];
/** Kinds of content, of which real messages have one; any more are the exception. */
const contents = ['text', 'voice', 'audio', 'video', 'video_note', 'document', 'photo'];

const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\u202e\u2066gnorw',
  '🎙️'.repeat(50),
  'я'.repeat(5000),
  '\ud800',
  "'; drop table chats; --",
  '<b>unclosed',
  '{{7*7}} %s %00 ../../etc/passwd',
  'http://127.0.0.1:1/x.ogg',
  'http://[::1]/',
  `https://${'a'.repeat(3000)}.example/`,
  '/start',
  `/start ${'x'.repeat(600)}`,
  '/settings@',
];
const oddNumbers = [0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, -0, 52_428_800, 2 ** 53 + 2];

/** Makes one update after the other. */
export function createUpdateMaker(schema: ToldSchema, options: UpdateOptions): () => MadeUpdate {
  const random = createRandom(options.seed);
  const root = schema.definitions['Update'] as Schema;
  const kinds = Object.keys(root.properties ?? {}).filter((name) => name !== 'update_id');
  const build = createBuilder(schema, random, options);
  return () => {
    const kind = random.next() < 0.6 ? random.pick(frequent) : random.pick(kinds);
    const update = { [kind]: build(root.properties?.[kind] ?? {}, kind, 0) };
    const damage: string[] = [];
    const times = random.next() < 0.35 ? 0 : Math.ceil(random.between(0, 4));
    for (let time = 0; time < times; time += 1) damage.push(spoil(update, random));
    return { update, damage };
  };
}

/** The value once without each of its fields, however deep: whatever may be absent is absent in one of them. */
export function listBare(value: unknown): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item, place) =>
      listBare(item).map((bare) => value.map((other, index) => (index === place ? bare : other))),
    );
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    return [rest, ...listBare(inner).map((bare) => ({ ...value, [name]: bare }))];
  });
}

function createBuilder(schema: ToldSchema, random: Random, { chats, users, texts = [] }: UpdateOptions) {
  const resolve = (given: Schema): Schema =>
    given.$ref === undefined
      ? given
      : resolve(schema.definitions[decodeURIComponent(given.$ref.replace('#/definitions/', ''))] as Schema);

  const number = (name: string, owner: string): number => {
    if (name === 'id' && /chat/.test(owner)) return random.pick(chats);
    if (name === 'id' || name === 'user_id') return random.pick(users);
    if (/date/.test(name)) return Math.floor(Date.now() / 1000);
    return Math.floor(random.between(1, 500));
  };
  const text = (name: string): string => {
    if (/text|data|caption|query/.test(name) && texts.length > 0 && random.next() < 0.5)
      return random.pick(texts);
    return random.next() < 0.1 ? random.pick(oddTexts) : `${name} ${Math.floor(random.between(0, 1000))}`;
  };

  const object = ({ properties = {}, required = [] }: Schema, owner: string, depth: number) => {
    const content = random.pick(contents);
    const names = Object.keys(properties).filter((name) => {
      if (required.includes(name)) return true;
      if (depth >= deepest || properties[name]?.not !== undefined) return false;
      return (name === content && random.next() < 0.8) || random.next() < (depth < 2 ? 0.06 : 0.15);
    });
    const parent = owner;
    return Object.fromEntries(
      names.map((name) => [name, build(properties[name] ?? {}, name, depth + 1, parent)]),
    );
  };

  const build = (given: Schema, name: string, depth: number, owner = ''): unknown => {
    const resolved = resolve(given);
    if (resolved.const !== undefined) return resolved.const;
    if (resolved.enum) return random.pick(resolved.enum);
    if (resolved.anyOf) return build(random.pick(shallowFirst(resolved.anyOf, depth)), name, depth, owner);
    if (resolved.type === 'object' || resolved.properties) return object(resolved, name, depth);
    if (resolved.type === 'array') return list(resolved, name, depth);
    if (resolved.type === 'number') return number(name, owner);
    if (resolved.type === 'boolean') return random.next() < 0.5;
    return text(name);
  };
  const list = ({ items = {} }: Schema, name: string, depth: number): unknown[] => {
    const length = depth >= deepest ? 0 : Math.floor(random.between(0, 4));
    return Array.from({ length }, () => build(items, name, depth + 1));
  };
  return build;
}

/** Deep inside, what ends there comes before what leads on: texts may hold texts for ever. */
function shallowFirst(choices: readonly Schema[], depth: number): readonly Schema[] {
  const plain = choices.filter(
    ({ type, const: constant, enum: some }) => constant !== undefined || some || type === 'string',
  );
  return depth >= deepest && plain.length > 0 ? plain : choices;
}

type Container = Record<string, unknown>;

const damages: Readonly<Record<string, (holder: Container, key: string, random: Random) => void>> = {
  'took away': (holder, key) => {
    delete holder[key];
  },
  'put null in place of': (holder, key) => {
    holder[key] = null;
  },
  'wrote an odd text into': (holder, key, random) => {
    holder[key] = random.pick(oddTexts);
  },
  'wrote an odd number into': (holder, key, random) => {
    holder[key] = random.pick(oddNumbers);
  },
  'put a list in place of': (holder, key) => {
    holder[key] = [holder[key], [[]]];
  },
  'put an empty object in place of': (holder, key) => {
    holder[key] = {};
  },
  'put true in place of': (holder, key) => {
    holder[key] = true;
  },
  'nested deeply': (holder, key) => {
    let nested: unknown = 1;
    for (let depth = 0; depth < 200; depth += 1) nested = { reply_to_message: nested };
    holder[key] = nested;
  },
  'added a prototype beside': (holder) => {
    Object.defineProperty(holder, '__proto__', {
      value: { polluted: true },
      enumerable: true,
      configurable: true,
    });
  },
  'added a constructor beside': (holder) => {
    holder['constructor'] = { prototype: { polluted: true } };
  },
  'repeated beyond measure': (holder, key) => {
    holder[key] = Array.from({ length: 50 }, () => holder[key]);
  },
};

/** Does one wrong thing somewhere in it, and says what. */
function spoil(update: Container, random: Random): string {
  const places: [Container, string, string][] = [];
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null || places.length > 2000) return;
    for (const key of Object.keys(value)) {
      // Assigning to it would not damage the update but the object.
      if (key === '__proto__') continue;
      places.push([value as Container, key, `${path}.${key}`]);
      walk((value as Container)[key], `${path}.${key}`);
    }
  };
  walk(update, '');
  if (places.length === 0) return 'nothing was left to damage';
  const [holder, key, path] = random.pick(places);
  const what = random.pick(Object.keys(damages));
  damages[what]?.(holder, key, random);
  return `${what} ${path}`;
}
