import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** As much of an OpenAPI document as is needed to ask and to judge. */
export interface ApiDescription {
  readonly operations: readonly Operation[];
  /** What is wrong with an answer; undefined when nothing is. */
  findFault(operation: Operation, answer: { status: number; type: string; text: string }): string | undefined;
  /** What keeps schemas of requests and answers from being read as the version of the document says. */
  listUnreadable(): readonly string[];
  /** The schema itself behind a reference. */
  resolve(schema: Schema): Schema;
}

export interface Operation {
  readonly method: string;
  /** As described: `/v1/recordings/{id}`. */
  readonly path: string;
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema: Schema }[];
  /** Schema of the body by its type. */
  readonly bodies: Readonly<Record<string, Schema>>;
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema?: Schema }> }>>;
}

export type Schema = Readonly<Record<string, unknown>>;

export interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, DescribedOperation>>;
  readonly components?: { readonly schemas?: Record<string, Schema> };
}

interface DescribedOperation {
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Record<string, { schema?: Schema }> };
  readonly responses: Operation['responses'];
}

export function readDescription(document: Document): ApiDescription {
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
  (addFormats as unknown as (target: Ajv) => void)(ajv);
  ajv.addSchema({ $id: 'api', ...(asJsonSchema(document) as Document) } as never);
  const compiled = new Map<string, ValidateFunction>();
  const compile = (pointer: string) => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  return {
    operations: Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => toOperation(path, method, described)),
    ),
    listUnreadable() {
      const tryToCompile = (pointer: string) => {
        try {
          compile(pointer);
          return [];
        } catch (error) {
          return [`${decodeURIComponent(pointer)}: ${error}`];
        }
      };
      return listSchemaPointers(document).flatMap(tryToCompile);
    },
    resolve(schema) {
      const name = /^#\/components\/schemas\/(.+)$/.exec(String(schema['$ref'] ?? ''))?.[1];
      return name === undefined ? schema : (document.components?.schemas?.[name] ?? {});
    },
    findFault({ method, path, responses }, { status, type, text }) {
      const key = [String(status), `${String(status)[0]}XX`, 'default'].find((name) => responses[name]);
      if (key === undefined) return `the status ${status} is not described`;
      const [media] = type.split(';');
      const described = Object.keys(responses[key]?.content ?? {});
      if (described.length === 0 || media === undefined || media === '') return undefined;
      if (described.includes('*/*')) return undefined;
      if (!described.includes(media)) return `${media} came where ${described.join(', ')} is described`;
      if (media !== 'application/json') return undefined;
      const parts = ['paths', path, method, 'responses', key, 'content', media, 'schema'];
      const validate = compile(toPointer(parts));
      return validate(JSON.parse(text)) ? undefined : ajv.errorsText(validate.errors);
    },
  };
}

function toOperation(path: string, method: string, described: DescribedOperation): Operation {
  const { parameters = [], requestBody, responses } = described;
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, { schema = {} }]) => [type, schema]);
  return { path, method, parameters, bodies: Object.fromEntries(bodies), responses };
}

/** OpenAPI 3.0 says of a bound that it is exclusive, as JSON Schema once did; today the exclusive bound is a number. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, asJsonSchema(inner)] as const);
  const schema: Record<string, unknown> = Object.fromEntries(entries);
  for (const [bound, exclusive] of exclusiveBounds) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    if (schema[exclusive]) schema[exclusive] = schema[bound];
    else delete schema[exclusive];
  }
  return schema;
}

const exclusiveBounds = [
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
] as const;

function listSchemaPointers({ paths, components }: Document): string[] {
  const named = Object.keys(components?.schemas ?? {}).map((name) => ['components', 'schemas', name]);
  const ofOperations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, described]) =>
      listSchemaPlaces(described).map((place) => ['paths', path, method, ...place]),
    ),
  );
  return [...named, ...ofOperations].map(toPointer);
}

function listSchemaPlaces({ parameters = [], requestBody, responses }: DescribedOperation): string[][] {
  const within = (content: Record<string, { schema?: Schema }> = {}) =>
    Object.entries(content).flatMap(([type, { schema }]) => (schema ? [['content', type, 'schema']] : []));
  return [
    ...parameters.map((_, index) => ['parameters', String(index), 'schema']),
    ...within(requestBody?.content).map((place) => ['requestBody', ...place]),
    ...Object.entries(responses).flatMap(([status, { content }]) =>
      within(content).map((place) => ['responses', status, ...place]),
    ),
  ];
}

/** As a JSON pointer stands in a URL. */
function toPointer(parts: readonly string[]): string {
  const escaped = parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
  return escaped.map((part) => `/${part}`).join('');
}
