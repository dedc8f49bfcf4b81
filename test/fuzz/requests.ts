import fc, { type Arbitrary } from 'fast-check';
import { makeRecording } from '../support/api.ts';
import type { ApiDescription, Operation, Schema } from './description.ts';

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

export interface KnownIds {
  /** Good for a path: recordings, tasks, webhooks of the tenant that asks. */
  readonly own: readonly string[];
  /** Of another tenant. */
  readonly foreign: readonly string[];
}

/** Requests for an operation: right ones, nearly right ones, and malice. */
export function arbitraryRequest(
  description: ApiDescription,
  operation: Operation,
  options: { readonly key: string; readonly ids: KnownIds },
): Arbitrary<FuzzRequest> {
  const named = (where: string) => operation.parameters.filter((parameter) => parameter.in === where);
  const path = named('path').map(({ name }) => fc.tuple(fc.constant(name), pathValue(name, options.ids)));
  const query = named('query').map(({ name, schema }) => seldom(3, optionText(description, name, schema)));
  return fc
    .record({
      path: fc.tuple(...path),
      query: fc.tuple(...query),
      stray: seldom(15, fc.tuple(fc.string({ maxLength: 10 }), hostileText)),
      headers: arbitraryHeaders(options.key),
      body: arbitraryBody(description, operation),
    })
    .map(({ path: values, query: pairs, stray, headers, body }) => {
      const filled = values.reduce((text, [name, value]) => text.replace(`{${name}}`, value), operation.path);
      const given = [...pairs, stray].filter((pair) => pair !== undefined);
      const search = given.map((pair) => pair.map(encode).join('=')).join('&');
      return {
        method: operation.method.toUpperCase(),
        path: search === '' ? filled : `${filled}?${search}`,
        headers: { ...headers, ...body?.headers },
        body: body?.bytes,
      };
    });
}

/** The value, or, so many times as often, nothing. */
function seldom<Value>(weight: number, arbitrary: Arbitrary<Value>): Arbitrary<Value | undefined> {
  return fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** An option's name with a value that mostly fits it. */
function optionText(description: ApiDescription, name: string, schema: Schema): Arbitrary<[string, string]> {
  return fc.tuple(
    fc.constant(name),
    fc.oneof({ weight: 4, arbitrary: textFor(description, schema) }, { weight: 1, arbitrary: hostileText }),
  );
}

const nasty = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  '99999999999999999999',
  'null',
  'true',
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  "' or 1=1; drop table recordings --",
  '\u0000',
  'a\u0000b',
  '\r\nx-injected: 1',
  '\ud83d\udcfb эфир',
  '{{7*7}}',
  '<script>alert(1)</script>',
  'x'.repeat(5_000),
  '[object Object]',
  '{"a":1}',
  'http://127.0.0.1:1/',
  '2026-02-30T25:61:61Z',
];

const hostileText = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** Names in paths that no id stands for. */
const pathParts: Readonly<Record<string, readonly string[]>> = {
  index: ['0', '1', '2', '3'],
  speaker: ['S1', 'S2', 'S3'],
};

function pathValue(name: string, { own, foreign }: KnownIds): Arbitrary<string> {
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.constantFrom(...(pathParts[name] ?? own)) },
      { weight: 1, arbitrary: fc.constantFrom(...foreign) },
      { weight: 2, arbitrary: fc.uuid() },
      { weight: 2, arbitrary: hostileText },
    )
    .map((text) => encode(text) || '-');
}

function arbitraryHeaders(key: string): Arbitrary<Record<string, string>> {
  const authorization = fc.oneof(
    { weight: 12, arbitrary: fc.constant(`Bearer ${key}`) },
    { weight: 1, arbitrary: fc.constantFrom('', 'Bearer', 'Bearer efir_wrong', 'Basic YTpi', `${key}`) },
  );
  const idempotency = seldom(6, fc.constantFrom('one', 'two', 'с пробелом', ''));
  const language = fc.constantFrom('en', 'ru', '*;q=0', ';;;');
  const range = seldom(4, fc.constantFrom('bytes=0-1', 'bytes=5-', 'bytes=-0', 'bytes=9-1', 'lines=1'));
  return fc.record({ authorization, idempotency, language, range }).map((given) => ({
    authorization: given.authorization,
    'accept-language': given.language,
    ...(given.idempotency === undefined
      ? {}
      : { 'idempotency-key': Buffer.from(given.idempotency).toString('latin1') }),
    ...(given.range === undefined ? {} : { range: given.range }),
  }));
}

type Body = { readonly bytes: Buffer; readonly headers: Record<string, string> } | undefined;

function arbitraryBody(description: ApiDescription, { bodies, method }: Operation): Arbitrary<Body> {
  if (method === 'get' || method === 'head') return fc.constant(undefined);
  const json = bodies['application/json'];
  const form = bodies['multipart/form-data'];
  const kinds: { weight: number; arbitrary: Arbitrary<Body> }[] = [
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.json().map((text) => toBody(text, 'application/json')) },
    { weight: 1, arbitrary: hostileText.map((text) => toBody(text, 'application/json')) },
    { weight: 1, arbitrary: fc.tuple(hostileText, hostileType).map(([text, type]) => toBody(text, type)) },
  ];
  if (json) {
    const right = valueFor(description, json).map((value) =>
      toBody(JSON.stringify(value), 'application/json'),
    );
    kinds.push({ weight: 8, arbitrary: right });
  }
  if (form) kinds.push({ weight: 6, arbitrary: arbitraryForm(description, form) });
  if (bodies['application/octet-stream']) {
    kinds.push({ weight: 2, arbitrary: fc.constant(toBody(makeRecording(300), 'application/octet-stream')) });
    const junk = fc.uint8Array({ maxLength: 300 }).map((bytes) => toBody(Buffer.from(bytes), 'audio/ogg'));
    kinds.push({ weight: 1, arbitrary: junk });
  }
  return fc.oneof(...kinds);
}

const hostileType = fc.constantFrom(
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/json; charset=utf-7',
  'x',
);

function toBody(content: string | Buffer, type: string): Body {
  return { bytes: Buffer.from(content), headers: { 'content-type': type } };
}

const boundary = 'fuzz-boundary';

function arbitraryForm(description: ApiDescription, form: Schema): Arbitrary<Body> {
  const properties = Object.entries(
    (description.resolve(form)['properties'] ?? {}) as Record<string, Schema>,
  );
  // However many there are: now and then a form has none that is wrong.
  const rarity = Math.max(3, properties.length);
  const fields = properties
    .filter(([, schema]) => schema['format'] !== 'binary')
    .map(([name, schema]) => seldom(rarity, optionText(description, name, schema)));
  const file = fc.oneof(
    { weight: 6, arbitrary: fc.constant(makeRecording(300)) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, Buffer.alloc(0), Buffer.from('no recording')) },
  );
  return fc
    .record({ fields: fc.tuple(...fields), file, first: fc.boolean(), whole: fc.integer({ min: 0, max: 9 }) })
    .map(({ fields: given, file: bytes, first, whole }) => {
      const parts = given.flatMap((field) =>
        field
          ? [
              Buffer.from(
                `--${boundary}\r\ncontent-disposition: form-data; name="${field[0]}"\r\n\r\n${field[1]}\r\n`,
              ),
            ]
          : [],
      );
      if (bytes) {
        const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n`;
        parts[first ? 'unshift' : 'push'](Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n')]));
      }
      // Now and then the form breaks off before its end.
      if (whole > 0) parts.push(Buffer.from(`--${boundary}--\r\n`));
      return toBody(Buffer.concat(parts), `multipart/form-data; boundary=${boundary}`);
    });
}

/** A value as a query or a form writes it. */
function textFor(description: ApiDescription, schema: Schema): Arbitrary<string> {
  return valueFor(description, schema).map((value) =>
    typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
  );
}

/** Values that mostly fit the schema. */
function valueFor(description: ApiDescription, given: Schema, depth = 0): Arbitrary<unknown> {
  const schema = description.resolve(given);
  const fitting = fittingValue(description, schema, depth);
  const stray = depth > 3 ? hostileText : fc.oneof(hostileText, fc.jsonValue({ maxDepth: 2 }), fc.double());
  return fc.oneof({ weight: 12, arbitrary: fitting }, { weight: 1, arbitrary: stray });
}

function fittingValue(description: ApiDescription, schema: Schema, depth: number): Arbitrary<unknown> {
  if (schema['example'] !== undefined && depth === 0)
    return fc.oneof(
      fc.constant(schema['example']),
      fittingValue(description, { ...schema, example: undefined }, depth),
    );
  const choices = (schema['enum'] ?? undefined) as readonly unknown[] | undefined;
  if (choices) return fc.constantFrom(...choices);
  const alternatives = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  if (alternatives) return fc.oneof(...alternatives.map((one) => valueFor(description, one, depth + 1)));
  switch (schema['type']) {
    case 'object':
      return objectFor(description, schema, depth);
    case 'array':
      return fc.array(valueFor(description, (schema['items'] ?? {}) as Schema, depth + 1), { maxLength: 4 });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({
        min: Number(schema['minimum'] ?? -5),
        max: Math.min(1e6, Number(schema['maximum'] ?? 100)),
      });
    case 'number':
      return fc.double({ min: -10, max: 1e6, noNaN: true });
    default:
      return stringFor(schema);
  }
}

function stringFor(schema: Schema): Arbitrary<string> {
  if (schema['format'] === 'uuid') return fc.uuid();
  if (schema['format'] === 'date-time')
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (schema['format'] === 'uri') return fc.webUrl();
  return fc.string({ maxLength: 60 });
}

function objectFor(description: ApiDescription, schema: Schema, depth: number): Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const required = (schema['required'] ?? []) as readonly string[];
  const model = properties.map(([name, property]) => [name, valueFor(description, property, depth + 1)]);
  return fc.record(Object.fromEntries(model) as Record<string, Arbitrary<unknown>>, {
    requiredKeys: properties.map(([name]) => name).filter((name) => required.includes(name)),
  });
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
