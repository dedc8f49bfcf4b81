import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { Call } from '../../../src/telegram-sandbox/interface.ts';
import { mustHave } from './told-types.ts';

/** A JSON schema of everything that a Bot API server tells: `properties` by method, and `update`. */
export interface ToldSchema {
  readonly properties: Readonly<Record<string, object>>;
  readonly definitions: Readonly<Record<string, object>>;
}

const root = join(import.meta.dirname, '../../..');
const types = join(import.meta.dirname, 'told-types.ts');

/** What is wrong with answers and updates of a journal, by the types that grammY's makers keep; empty: nothing. */
export async function judgeShapes(calls: readonly Call[]): Promise<string[]> {
  judging ??= compile();
  const { ajv, properties } = await judging;
  const judge = (name: string, value: unknown, call: Call): string[] => {
    if (properties[name] === undefined) return [`${name}: not a method`];
    const validate = ajv.getSchema(`told#/properties/${name}`);
    if (!validate) return [`${name}: no schema`];
    const field = (mustHave as Readonly<Record<string, string>>)[name];
    if (field !== undefined && (value as Record<string, unknown>)[field] === undefined)
      return [`call ${call.number}, ${name}: no ${field} in the answer`];
    if (validate(value)) return [];
    const [error] = validate.errors ?? [];
    const place = `${error?.instancePath ?? ''} ${error?.message ?? ''}`;
    const what = JSON.stringify(error?.params);
    return [`call ${call.number}, ${name}: ${place} ${what} in ${JSON.stringify(value).slice(0, 1000)}`];
  };
  return calls.flatMap((call) => {
    const answer = call.answer as { ok?: boolean; result?: unknown } | undefined;
    if (call.method === 'webhook') return judge('update', call.parameters['update'], call);
    if (call.method === 'getUpdates' && answer?.ok)
      return (answer.result as unknown[]).flatMap((update) => judge('update', update, call));
    return answer?.ok === true ? judge(call.method, answer.result, call) : judgeRefusal(call);
  });
}

let judging: ReturnType<typeof compile> | undefined;

async function compile() {
  const { properties, definitions } = await readToldSchema();
  const ajv = new Ajv({ strict: false, allowUnionTypes: true });
  ajv.addSchema({ $id: 'told', definitions, properties });
  return { ajv, properties };
}

/** Made from the types once, and kept beside the packages until those or the list change. */
export async function readToldSchema(): Promise<ToldSchema> {
  const { version } = createRequire(import.meta.url)('@grammyjs/types/package.json') as { version: string };
  const list = createHash('sha256')
    .update(await readFile(types))
    .digest('hex')
    .slice(0, 12);
  const folder = join(root, 'node_modules/.cache/efir');
  const path = join(folder, `telegram-${version}-${list}.json`);
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as ToldSchema;
  const schema = await makeSchema();
  await mkdir(folder, { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, JSON.stringify(schema));
  await rename(temporary, path);
  return schema;
}

async function makeSchema(): Promise<ToldSchema> {
  const { createGenerator } = await import('ts-json-schema-generator');
  const schema = createGenerator({
    path: types,
    type: 'Told',
    tsconfig: join(root, 'tsconfig.json'),
    skipTypeCheck: true,
    // A field that Telegram does not have is as wrong as one of another type.
    additionalProperties: false,
    expose: 'all',
  }).createSchema('Told');
  const definitions = schema.definitions as Record<string, { properties?: Record<string, object> }>;
  return { definitions, properties: definitions['Told']?.properties ?? {} };
}

function judgeRefusal({ number, method, answer, status }: Call): string[] {
  const refusal = answer as { ok?: unknown; error_code?: unknown; description?: unknown } | undefined;
  if (method === 'download' || refusal === undefined || typeof refusal === 'string') return [];
  const isRight =
    refusal.ok === false && typeof refusal.error_code === 'number' && typeof refusal.description === 'string';
  return isRight && (status === 0 || status === refusal.error_code)
    ? []
    : [`call ${number}, ${method}: a wrong refusal ${JSON.stringify(refusal)}`];
}
