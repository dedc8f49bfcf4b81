import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import {
  chooseSecondTry,
  countOutcomes,
  type FileOutcome,
  mergeOutcomes,
  type Outcomes,
} from './test-outcomes.ts';

type Tests = Readonly<Record<string, FileOutcome['tests'][number]['state']>>;

const makeFile = (path: string, tests: Tests, failed?: boolean): FileOutcome => ({
  path,
  failed: failed ?? Object.values(tests).includes('failed'),
  tests: Object.entries(tests).map(([name, state]) => ({ name, state })),
});
const run = (...files: FileOutcome[]): Outcomes => ({ files, strayErrors: 0 });

const steady = makeFile('steady.test.ts', { one: 'passed', two: 'skipped' });

test('a run without failures is not tried again', () => {
  expect(chooseSecondTry(run(steady))).toEqual([]);
  expect(countOutcomes(run(steady))).toEqual({ passed: 1, failed: 0, skipped: 1 });
});

test('up to five failed files are tried again, more are not', () => {
  const failing = [1, 2, 3, 4, 5, 6].map((number) =>
    makeFile(`${number}.test.ts`, { a: 'failed', b: 'failed' }),
  );
  const few = failing.slice(0, 5);
  expect(chooseSecondTry(run(steady, ...few))).toEqual(few.map(({ path }) => path));
  expect(chooseSecondTry(run(steady, ...failing))).toEqual([]);
});

test('what passes alone counts as passed and is told; what fails again fails', () => {
  const first = run(steady, makeFile('a.test.ts', { chance: 'failed', sound: 'passed', wrong: 'failed' }));
  const second = run(makeFile('a.test.ts', { chance: 'passed', sound: 'passed', wrong: 'failed' }));
  const { outcomes, unsteady } = mergeOutcomes(first, second);
  expect(unsteady).toEqual(['unsteady: a.test.ts › chance: failed beside its neighbours, passed alone']);
  expect(countOutcomes(outcomes)).toEqual({ passed: 3, failed: 1, skipped: 1 });
});

test('a test that fails only alone fails', () => {
  const first = run(makeFile('a.test.ts', { chance: 'failed', sound: 'passed' }));
  const second = run(makeFile('a.test.ts', { chance: 'passed', sound: 'failed' }));
  expect(countOutcomes(mergeOutcomes(first, second).outcomes)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a test that was not run the second time is not thought to have passed', () => {
  const first = run(makeFile('a.test.ts', { chance: 'failed' }), makeFile('b.test.ts', { other: 'failed' }));
  const second = run(makeFile('a.test.ts', { chance: 'skipped' }));
  const { outcomes, unsteady } = mergeOutcomes(first, second);
  expect(unsteady).toEqual([]);
  expect(countOutcomes(outcomes)).toEqual({ passed: 0, failed: 1, skipped: 1 });
});

test('a file that could not be loaded is one failure, and passes when it can be', () => {
  const first = run(makeFile('a.test.ts', {}, true));
  expect(countOutcomes(first)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(chooseSecondTry(first)).toEqual(['a.test.ts']);
  const { outcomes, unsteady } = mergeOutcomes(first, run(makeFile('a.test.ts', { one: 'passed' })));
  expect(unsteady).toEqual(['unsteady: a.test.ts: failed beside its neighbours, passed alone']);
  expect(countOutcomes(outcomes)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  const still = mergeOutcomes(first, first);
  expect([still.unsteady, countOutcomes(still.outcomes).failed]).toEqual([[], 1]);
});

test('an error of no file stays a failure, whatever the second try says', () => {
  const first: Outcomes = { ...run(makeFile('a.test.ts', { chance: 'failed' })), strayErrors: 1 };
  const second = run(makeFile('a.test.ts', { chance: 'passed' }));
  expect(countOutcomes(mergeOutcomes(first, second).outcomes)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('the reporter writes down what really happened', { timeout: 120_000 }, async () => {
  // Within the project, so that its packages are found.
  await mkdir('.efir', { recursive: true });
  const root = await mkdtemp(join(process.cwd(), '.efir', 'outcomes-'));
  const target = join(root, 'outcomes.json');
  await mkdir(join(root, 'parts'));
  await writeFile(join(root, 'vitest.config.ts'), 'export default {};');
  const write = (name: string, text: string) =>
    writeFile(join(root, name), `import { describe, expect, test } from 'vitest';\n${text}`);
  await write('good.test.ts', `describe('all', () => { test('is well', () => { expect(1).toBe(1); }); });`);
  await write(
    'parts/bad.test.ts',
    `test('is bad', () => { expect(1).toBe(2); }); test.skip('later', () => {});`,
  );
  await write('broken.test.ts', `throw new Error('not to be loaded');`);
  await write(
    'stray.test.ts',
    `test('throws aside', async () => {
       setTimeout(() => { throw new Error('aside'); }, 5);
       await new Promise((resolve) => setTimeout(resolve, 50));
       expect(1).toBe(1);
     });`,
  );
  try {
    const vitest = join(process.cwd(), 'node_modules/vitest/vitest.mjs');
    const reporter = join(process.cwd(), 'scripts/write-outcomes.ts');
    const running = promisify(execFile)(
      process.execPath,
      [vitest, 'run', `--root=${root}`, `--reporter=${reporter}`],
      { cwd: root, env: { PATH: process.env['PATH'], TEST_OUTCOMES: target } },
    );
    await expect(running).rejects.toMatchObject({ code: 1 });
    const outcomes = JSON.parse(await readFile(target, 'utf8')) as Outcomes;
    expect({
      ...outcomes,
      files: outcomes.files.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
    }).toEqual({
      files: [
        makeFile('broken.test.ts', {}, true),
        makeFile('good.test.ts', { 'all > is well': 'passed' }),
        makeFile('parts/bad.test.ts', { 'is bad': 'failed', later: 'skipped' }),
        makeFile('stray.test.ts', { 'throws aside': 'passed' }, true),
      ],
      strayErrors: 0,
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
