import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { ApiServer } from './server.ts';

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>;
type Document = ReturnType<NonNullable<FastifyDynamicSwaggerOptions['transformObject']>>;

/** The description of the API, made from the routes' own schemas, and a page at /docs that needs nothing from elsewhere. */
export async function describeApi(app: ApiServer): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'Efir',
        version: '1',
        description:
          'Recordings in, words on air. Requests below /v1 carry an API key or an access token as a bearer token, or the cookie of somebody who is signed in.',
      },
      tags: [
        { name: 'recordings', description: 'Send recordings in, follow them, get their transcripts' },
        {
          name: 'transcripts',
          description: 'Get transcripts, correct them, name speakers, go back to a version',
        },
        { name: 'uploads', description: 'Send large files in parts, over any number of connections (tus)' },
        { name: 'models', description: 'Speech models of this server' },
        { name: 'vocabulary', description: 'Words to listen for, and how they are written' },
        { name: 'voices', description: 'People who are known again by their voice' },
        { name: 'openai', description: 'The audio API of OpenAI, for its clients' },
        { name: 'calls', description: 'JSON-RPC over HTTP, and files for its calls' },
        {
          name: 'webhooks',
          description:
            'Be told when recordings end and transcripts change: addresses of yours that are called, signed',
        },
        { name: 'api keys', description: 'Keys of the account that asks' },
        { name: 'people', description: 'Signing in, tokens for clients, who belongs to an account' },
        { name: 'operation', description: 'For those who run the server; open to everybody' },
      ],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'efir_session' },
        },
      },
    },
    transform,
    transformObject: (document) => dropUnused(jsonSchemaTransformObject(document)),
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: false,
    theme: { title: 'Efir' },
    // The badge would be asked of somebody else's server, with our address in the question.
    uiConfig: { validatorUrl: null, persistAuthorization: true },
  });
}

/** Adds what the schemas do not say: which routes need to know who asks, and bodies that the handler reads itself. */
const transform: Transform = (document) => {
  const { schema, url } = jsonSchemaTransform(document);
  const { describedBody, keyed, person, scope } = document.route.config ?? {};
  return {
    url,
    schema: {
      ...schema,
      ...(scope === undefined && !keyed && !person ? {} : { security: [{ key: [] }, { session: [] }] }),
      ...(describedBody === undefined ? {} : { body: describedBody }),
    },
  };
};

/** Every named schema comes once as input and once as output, wanted or not, and with what only it needs. */
function dropUnused(document: Document): Document {
  if (!('components' in document) || !document.components?.schemas) return document;
  const { components } = document;
  const text = JSON.stringify(document);
  const all = Object.entries(components.schemas ?? {});
  const used = all.filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
  const smaller = {
    ...document,
    components: { ...components, schemas: Object.fromEntries(used) },
  } as Document;
  return used.length < all.length ? dropUnused(smaller) : smaller;
}
