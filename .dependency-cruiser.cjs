/**
 * Who may import whom: the import table of ARCHITECTURE.md as rules. `scripts/check-imports.ts` runs them, and
 * asserts that enough modules were seen and that test/fixtures/imports still breaks every rule it should.
 */

// The fixture is a small tree of the same shape; the rules look at it through this prefix.
const root = '^(?:test/fixtures/imports/)?src/';

/** Folder → the folders of ours that it may import, itself aside. */
const table = {
  core: [],
  wire: ['core'],
  config: ['core'],
  texts: ['core'],
  models: ['core'],
  ports: ['core', 'wire'],
  db: ['core', 'wire'],
  compute: ['core', 'wire', 'ports'],
  work: ['core', 'wire', 'ports', 'db', 'compute'],
  domain: ['core', 'wire', 'ports', 'db', 'texts', 'compute', 'work'],
  adapters: ['core', 'wire', 'ports'],
  rpc: ['core', 'wire', 'ports', 'db', 'texts', 'compute', 'domain'],
  'telegram-sandbox': ['core', 'wire', 'texts'],
  'engine-host': [
    'core',
    'wire',
    'ports',
    'models',
    'adapters/speech-engine',
    'adapters/speech-detector',
    'adapters/diarizer',
  ],
};

/** npm package → the only places that may know it. */
const homes = {
  pg: ['db/'],
  kysely: ['db/', 'work/', 'domain/'],
  fastify: ['apps/api/', 'apps/health-server', 'apps/transcribe-server/'],
  '@tus/server': ['apps/api/tus/'],
  commander: ['apps/cli/'],
  'csv-parse': ['apps/cli/'],
  docx: ['compute/speech/formats/'],
  fflate: ['apps/api/exports/'],
  'cli-progress': ['apps/cli/'],
  'sherpa-onnx-node': ['adapters/speech-engine/', 'adapters/speech-detector/', 'adapters/diarizer/'],
  'file-type': ['compute/media/'],
  '@fluent/bundle': ['texts/'],
  'prom-client': ['core/metrics'],
  pino: ['core/'],
  ioredis: ['adapters/broker/redis/'],
  'rabbitmq-client': ['adapters/broker/rabbitmq/', 'adapters/rpc-transport/rabbitmq/'],
  diff: ['compute/speech/'],
  croner: ['work/', 'apps/coordinator/'],
  undici: ['adapters/'],
  'ipaddr.js': ['adapters/', 'core/'],
  grammy: ['apps/bot/'],
  '@grammyjs/types': ['ports/messenger', 'adapters/messenger/', 'telegram-sandbox/'],
  jose: ['domain/identity/'],
  'openid-client': ['adapters/identity-provider/'],
  eld: ['compute/speech/language/tell-language'],
};

const notTests = '\\.test\\.ts$';

const tableRules = Object.entries(table).map(([folder, allowed]) => ({
  name: `table-${folder}`,
  comment: `${folder} may import: ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `${root}${folder}/`, pathNot: notTests },
  to: { path: root, pathNot: [folder, ...allowed].map((name) => `${root}${name}/`) },
}));

const homeRules = Object.entries(homes).map(([name, places]) => ({
  name: `home-of-${name.replace(/\W+/g, '-')}`,
  comment: `${name} is known to ${places.join(', ')} only`,
  severity: 'error',
  from: { path: root, pathNot: [notTests, ...places.map((place) => `${root}${place}`)] },
  to: { path: `(^|/)node_modules/${name}/` },
}));

module.exports = {
  forbidden: [
    ...tableRules,
    ...homeRules,
    {
      name: 'dashboard-knows-the-api-only',
      comment:
        'The dashboard speaks HTTP as every other client; what it knows of the program is the generated description',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: root },
    },
    {
      name: 'nothing-knows-the-dashboard',
      severity: 'error',
      from: { path: root },
      to: { path: '^web/' },
    },
    {
      name: 'no-cycles-in-the-dashboard',
      severity: 'error',
      from: { path: '^web/src/', pathNot: '\\.gen\\.ts$' },
      to: { circular: true, pathNot: '\\.gen\\.ts$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: root },
      to: { circular: true },
    },
    {
      name: 'compute-never-reaches-the-database',
      comment: 'A worker holds no database credentials, and no path through imports leads there',
      severity: 'error',
      from: { path: `${root}(compute|engine-host|adapters|apps/worker)/`, pathNot: notTests },
      to: { path: `${root}db/`, reachable: true },
    },
    {
      name: 'contexts-through-index',
      comment: 'A context of the domain is entered through its index.ts only',
      severity: 'error',
      from: { path: `${root}(?!domain/)`, pathNot: notTests },
      to: { path: `${root}domain/[^/]+/`, pathNot: `${root}domain/[^/]+/index\\.ts$` },
    },
    {
      name: 'contexts-know-each-other-by-index',
      severity: 'error',
      from: { path: `${root}domain/([^/]+)/`, pathNot: notTests },
      to: { path: `${root}domain/`, pathNot: [`${root}domain/$1/`, `${root}domain/[^/]+/index\\.ts$`] },
    },
    {
      name: 'identity-knows-no-other-context',
      comment: 'Direction: identity ← delivery ← media ← chats',
      severity: 'error',
      from: { path: `${root}domain/identity/`, pathNot: notTests },
      to: { path: `${root}domain/(?!identity/)` },
    },
    {
      name: 'only-doors-know-chats',
      comment: 'Direction: identity ← delivery ← media ← chats',
      severity: 'error',
      from: { path: `${root}domain/(?!chats/)`, pathNot: notTests },
      to: { path: `${root}domain/chats/` },
    },
    {
      name: 'only-doors-know-the-library',
      comment: 'Direction: identity ← delivery ← media ← library',
      severity: 'error',
      from: { path: `${root}domain/(?!library/)`, pathNot: notTests },
      to: { path: `${root}domain/library/` },
    },
    {
      name: 'adapters-know-no-sibling',
      comment: 'What the adapters of one port share lies beside their folders',
      severity: 'error',
      from: { path: `${root}adapters/([^/]+/[^/]+)/`, pathNot: notTests },
      to: { path: `${root}adapters/`, pathNot: [`${root}adapters/$1/`, `${root}adapters/[^/]+/[^/]+\\.ts$`] },
    },
    {
      name: 'only-compose-names-adapters',
      comment: 'apps/compose.ts is the one list of what is built in; the engine host loads its own kind',
      severity: 'error',
      from: { path: `${root}apps/`, pathNot: [notTests, `${root}apps/compose\\.ts$`] },
      to: { path: `${root}adapters/` },
    },
    {
      name: 'apps-know-no-other-app',
      comment: 'What apps share lies in apps/*.ts and apps/upload; setup is for the command line',
      severity: 'error',
      from: { path: `${root}apps/([^/]+)/`, pathNot: notTests },
      to: { path: `${root}apps/[^/]+/`, pathNot: [`${root}apps/$1/`, `${root}apps/(?:setup|upload)/`] },
    },
    {
      name: 'no-unlisted-package',
      comment: 'What is imported stands in package.json',
      severity: 'error',
      from: { path: `${root}` },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-development-package',
      comment: 'What runs in production stands under dependencies',
      severity: 'error',
      from: { path: root, pathNot: notTests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.json$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.node'],
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
