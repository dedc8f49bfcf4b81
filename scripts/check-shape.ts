import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMain, type Problem, reportProblems } from './problems.ts';

const longestFile = 400;
const mostPortMethods = 8;
/** Names that say what a file is made of instead of what it is about. */
const forbiddenFolders = [
  'utils',
  'util',
  'helpers',
  'helper',
  'types',
  'interfaces',
  'classes',
  'enums',
  'common',
  'misc',
  'lib',
  'shared',
  'services',
];
const ownFolders = ['src', 'test', 'scripts', 'bench', 'web/src'];

/** Checks what no linter knows: ports ↔ adapters ↔ conformance suites, names of folders, lengths, leftovers. */
export function checkShape(root: string): Problem[] {
  const files = ownFolders
    .flatMap((folder) => listFiles(root, folder))
    .filter((path) => /\.tsx?$/.test(path) && !isGenerated(path));
  return [
    ...checkPorts(root),
    ...checkFolders(files),
    ...files.flatMap((path) => checkText(path, readFileSync(join(root, path), 'utf8'))),
  ];
}

/** Written by programs, for programs. */
function isGenerated(path: string): boolean {
  return path.endsWith('.gen.ts') || path === 'web/src/api/schema.d.ts';
}

function checkPorts(root: string): Problem[] {
  const ports = listNames(root, 'src/ports', (name) => name.endsWith('.ts')).map((name) =>
    basename(name, '.ts'),
  );
  const adapters = listNames(root, 'src/adapters', () => true);
  return [
    ...adapters
      .filter((name) => !ports.includes(name))
      .map((name) => ({ path: `src/adapters/${name}`, text: `there is no port src/ports/${name}.ts` })),
    ...ports.flatMap((port) => checkPort(root, port)),
  ];
}

function checkPort(root: string, port: string): Problem[] {
  const path = `src/ports/${port}.ts`;
  const wanted = [`src/adapters/${port}`, `test/conformance/${port}.ts`, `test/conformance/${port}.test.ts`];
  // What needs a server of its own may be tried beside the rest: `<technology>-<port>.test.ts`.
  const suites = listNames(root, 'test/conformance', (name) => name.endsWith(`${port}.test.ts`));
  const suiteText = suites
    .map((name) => readFileSync(join(root, 'test/conformance', name), 'utf8'))
    .join('\n');
  const technologies = listNames(root, `src/adapters/${port}`, (name) => !name.includes('.'));
  return [
    ...wanted
      .filter((place) => !existsSync(join(root, place)))
      .map((place) => ({ path, text: `${place} is missing` })),
    ...technologies
      .filter((name) => !suiteText.includes(name))
      .map((name) => ({
        path: `src/adapters/${port}/${name}`,
        text: `test/conformance/${port}.test.ts does not try it`,
      })),
    ...readInterfaces(readFileSync(join(root, path), 'utf8'))
      .filter(({ methods }) => methods > mostPortMethods)
      .map(({ name, methods }) => ({
        path,
        text: `${name} has ${methods} methods, ${mostPortMethods} are the most`,
      })),
  ];
}

function readInterfaces(text: string): { name: string; methods: number }[] {
  return [...text.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)].map(
    ([, name = '', body = '']) => ({
      name,
      methods: body.split('\n').filter((line) => /^ {2}\w+(<[^>]*>)?\(/.test(line)).length,
    }),
  );
}

function checkFolders(files: readonly string[]): Problem[] {
  const folders = new Set(files.map((path) => path.split('/').slice(0, -1).join('/')));
  return [...folders].flatMap((path) => {
    const bad = path.split('/').find((name) => forbiddenFolders.includes(name));
    return bad
      ? [{ path, text: `“${bad}” says nothing about what is inside: name it by domain or stage` }]
      : [];
  });
}

function checkText(path: string, text: string): Problem[] {
  const lines = text.split('\n').length - 1;
  // This file and its test name what they look for.
  const leftovers = path.includes('check-shape') ? [] : findLeftovers(text);
  return [
    ...(lines > longestFile ? [{ path, text: `${lines} lines, ${longestFile} are the most` }] : []),
    ...leftovers.map((found) => ({ path, text: found })),
  ];
}

function findLeftovers(text: string): string[] {
  const rules: [RegExp, string][] = [
    [
      /\/\/.*\b(TODO|FIXME|HACK|XXX)\b/,
      'a note to do something later: do it, or write it down where it is seen',
    ],
    [/\bvi\.mock\(/, 'replaces a module: use a shipped double instead'],
    [/\b(describe|test|it)\.only\(/, 'runs one test only'],
    [/@ts-(ignore|nocheck|expect-error)/, 'silences the type checker'],
  ];
  return rules.filter(([pattern]) => pattern.test(text)).map(([, meaning]) => meaning);
}

function listNames(root: string, folder: string, keep: (name: string) => boolean): string[] {
  const path = join(root, folder);
  return existsSync(path) ? readdirSync(path).filter(keep).sort() : [];
}

function listFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length))
    .filter((path) => !path.includes('node_modules/') && !path.startsWith('test/fixtures/imports/'))
    .sort();
}

if (isMain(import.meta.url)) reportProblems(checkShape(process.cwd()));
