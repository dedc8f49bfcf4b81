import { spawnSync } from 'node:child_process';
import { isMain, type Problem, reportProblems } from './problems.ts';

/** Fewer modules than this means that the tool saw nothing and would call that clean. */
const fewestModules = 60;
const fewestWebModules = 30;

/** Rules that test/fixtures/imports breaks; a rule that is not broken there does not work. */
const brokenOnPurpose = [
  'table-core',
  'table-ports',
  'home-of-pg',
  'home-of-kysely',
  'no-cycles',
  'compute-never-reaches-the-database',
  'contexts-through-index',
  'contexts-know-each-other-by-index',
  'identity-knows-no-other-context',
  'adapters-know-no-sibling',
  'only-compose-names-adapters',
  'apps-know-no-other-app',
  'no-development-package',
];

interface Cruise {
  readonly modules: readonly { source: string }[];
  readonly summary: {
    violations: readonly { from: string; to: string; rule: { name: string }; comment?: string }[];
  };
}

/** Runs the import rules over src, and over the fixture that must break them. */
export function checkImports(): Problem[] {
  const ours = cruise('src', 'web/src');
  const seen = ours.modules.filter((module) => module.source.startsWith('src/')).length;
  const web = ours.modules.filter((module) => module.source.startsWith('web/src/')).length;
  const broken = new Set(cruise('test/fixtures/imports/src').summary.violations.map(({ rule }) => rule.name));
  return [
    ...ours.summary.violations.map(({ from, to, rule }) => ({
      path: from,
      text: `${rule.name}: imports ${to}`,
    })),
    ...(seen < fewestModules
      ? [{ path: 'src', text: `only ${seen} modules were seen, ${fewestModules} or more are there` }]
      : []),
    ...(web < fewestWebModules
      ? [{ path: 'web/src', text: `only ${web} modules were seen, ${fewestWebModules} or more are there` }]
      : []),
    ...brokenOnPurpose
      .filter((name) => !broken.has(name))
      .map((name) => ({
        path: 'test/fixtures/imports',
        text: `the rule ${name} does not notice its fixture`,
      })),
  ];
}

function cruise(...folders: readonly string[]): Cruise {
  const tool = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [tool, '--config', '--output-type', 'json', ...folders],
    {
      encoding: 'utf8',
      maxBuffer: 256 * 2 ** 20,
    },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser said: ${stderr || stdout}`);
  return JSON.parse(stdout) as Cruise;
}

if (isMain(import.meta.url)) reportProblems(checkImports());
