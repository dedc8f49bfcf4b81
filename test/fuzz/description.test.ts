import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../support/api.ts';
import { type Document, readDescription, type Schema } from './description.ts';

let door: TestApi;
let document: Document;
beforeAll(async () => {
  door = await startTestApi();
  document = (await (await door.fetch('/openapi.json')).json()) as Document;
});
afterAll(() => door.close());

test('every schema that the API describes can be read', () => {
  expect(document.openapi).toMatch(/^3\.0\./);
  const { listUnreadable, operations } = readDescription(document);
  expect(operations.length).toBeGreaterThan(12);
  expect(listUnreadable()).toEqual([]);
});

test('and it is written in the words of its own version', () => {
  const schemas = collectSchemas(document);
  expect(schemas.length).toBeGreaterThan(500);
  expect(schemas.flatMap(listForeignWords)).toEqual([]);
});

test('a schema of another version is noticed, and an exclusive bound is held', () => {
  const make = (schema: Schema): Document => ({
    openapi: '3.0.3',
    paths: { '/thing': { get: { responses: { '200': { content: { 'application/json': { schema } } } } } } },
  });
  expect(readDescription(make({ type: 'number', exclusiveMinimum: 'no' })).listUnreadable()).toHaveLength(1);
  expect(listForeignWords({ type: ['string', 'null'] })).toHaveLength(1);
  expect(listForeignWords({ type: 'integer', exclusiveMinimum: 0 })).toHaveLength(1);
  const { findFault, operations } = readDescription(
    make({ type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: false }),
  );
  const judge = (text: string) =>
    operations[0] && findFault(operations[0], { status: 200, type: 'application/json', text });
  expect([judge('1'), judge('3')]).toEqual([undefined, undefined]);
  expect([judge('0'), judge('4')]).toEqual([expect.any(String), expect.any(String)]);
});

/** Every schema of the document, those within others too. */
function collectSchemas(value: unknown, name = ''): Schema[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = !Array.isArray(value) && isSchemaPlace.test(name) ? [value as Schema] : [];
  const within = Object.entries(value).flatMap(([key, inner]) =>
    key === 'example' || key === 'default' ? [] : collectSchemas(inner, `${name}/${key}`),
  );
  return [...here, ...within];
}

const isSchemaPlace =
  /(\/schema|\/components\/schemas\/[^/]+|\/properties\/[^/]+|\/items|\/not|\/additionalProperties|\/(any|one|all)Of\/\d+)$/;

function listForeignWords(schema: Schema): string[] {
  const { exclusiveMinimum = true, exclusiveMaximum = true, type = 'string' } = schema;
  const foreign = Object.keys(schema).filter((word) => !ownWords.has(word));
  if (typeof exclusiveMinimum !== 'boolean') foreign.push('exclusiveMinimum as a number');
  if (typeof exclusiveMaximum !== 'boolean') foreign.push('exclusiveMaximum as a number');
  if (typeof type !== 'string') foreign.push('several types');
  if ('$ref' in schema && Object.keys(schema).length > 1) foreign.push('words beside a reference');
  return foreign.map((word) => `${word}: ${JSON.stringify(schema).slice(0, 200)}`);
}

/** What OpenAPI 3.0 knows; `const`, `prefixItems`, `$defs` and the like came with 3.1. */
const ownWords = new Set(
  (
    '$ref title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems ' +
    'minItems uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not items properties ' +
    'additionalProperties description format default nullable discriminator readOnly writeOnly xml externalDocs ' +
    'example deprecated'
  ).split(' '),
);
