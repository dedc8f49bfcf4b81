import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDashboard, isDashboardBuilt } from '../src/apps/setup/build-dashboard.ts';
import { ensureMediaTool, ensurePocketsphinx, installPackages } from '../src/apps/setup/system-packages.ts';
import { loadConfig } from '../src/config/config.ts';
import { findServerProgram, rabbitmqProgram, redisProgram } from '../test/support/broker-server.ts';
import { chromiumProgram } from '../test/support/browser.ts';
import { buildWhisperServer, hasWhisperServer } from '../test/support/whisper/whisper-cpp.ts';
import { runChecks } from './run-checks.ts';

/** Per cent of the lines of src that tests must run. */
const leastCoverage = 80;

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/*
 * Every check and every test. With arguments: the test files whose path contains one of them, without checks and
 * coverage. The last line is the count alone.
 */
const filters = process.argv.slice(2);
const count: Count = { passed: 0, failed: 0, skipped: 0 };
await setUp();
if (filters.length === 0) add(await runChecks());
await runVitest();
if (filters.length === 0) add(judgeCoverage());
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
process.exitCode = count.failed > 0 ? 1 : 0;

function add({ passed, failed, skipped = 0 }: { passed: number; failed: number; skipped?: number }): void {
  count.passed += passed;
  count.failed += failed;
  count.skipped += skipped;
}

/** What tests run for real. Where it cannot be had, the tests that need it say so by failing. */
async function setUp(): Promise<void> {
  const config = loadConfig();
  const options = {
    allowed: config.systemInstalls,
    environment: config.childEnvironment,
    announce: (packages: readonly string[]) => console.log(`installing ${packages.join(', ')} …`),
  };
  for (const ensure of [ensureMediaTool, ensurePocketsphinx]) {
    await ensure(options).catch((error: Error) => console.log(`not installed: ${error.message}`));
  }
  for (const needed of [redisProgram, rabbitmqProgram, chromiumProgram]) {
    if (findServerProgram(needed) !== undefined) continue;
    const failure = await installPackages([needed.debianPackage], options);
    if (failure) console.log(`not installed: ${failure.message}`);
  }
  // The oldest server that we promise. On a person's machine a database server that they did not ask for would be
  // too much: there its test is skipped.
  if (process.env['CI'] && !existsSync('/usr/lib/postgresql/15/bin/postgres')) {
    const failure = await installPackages(['postgresql-15'], options);
    if (failure) console.log(`not installed: ${failure.message}`);
  }
  await setUpDashboard(config.childEnvironment);
  await setUpWhisperServer((packages) => installPackages(packages, options));
}

/** Built once for all tests that open it in a browser. */
async function setUpDashboard(environment: Readonly<Record<string, string>>): Promise<void> {
  if (await isDashboardBuilt()) return;
  console.log('building the dashboard …');
  await buildDashboard({ environment }).catch((error: Error) => console.log(`not built: ${error.message}`));
}

/** From its sources: minutes of two cores, so that on a person's machine its tests are skipped. */
async function setUpWhisperServer(
  install: (packages: readonly string[]) => ReturnType<typeof installPackages>,
): Promise<void> {
  if (!process.env['CI'] || hasWhisperServer()) return;
  if (
    ['cmake', 'g++'].some((program) => findServerProgram({ program, debianPackage: program }) === undefined)
  ) {
    const failure = await install(['cmake', 'g++', 'make']);
    if (failure) console.log(`not installed: ${failure.message}`);
  }
  console.log('building whisper.cpp …');
  await buildWhisperServer().catch((error: Error) => console.log(`not built: ${error.message}`));
}

async function runVitest(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'efir-tests-'));
  const report = join(folder, 'report.json');
  const coverage = filters.length === 0 ? ['--coverage', '--coverage.reportOnFailure'] : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--expect.requireAssertions',
    ...coverage,
    ...reporters,
    ...filters,
  ]);
  add(readReport(report, code));
  rmSync(folder, { recursive: true, force: true });
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    status: string;
    name: string;
    assertionResults: readonly { status: string }[];
  }[];
}

/** A file that could not even be loaded counts as one failure, and so does a run that failed for no test's sake. */
function readReport(path: string, code: number): Count {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
    const broken = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
    ).length;
    const failed = report.numFailedTests + broken;
    const unexplained = failed === 0 && code !== 0 ? 1 : 0;
    return {
      passed: report.numPassedTests,
      failed: failed + unexplained,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch (error) {
    console.log(`the report of the tests cannot be read: ${error}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function judgeCoverage(): Count {
  try {
    const summary = JSON.parse(readFileSync('coverage/coverage-summary.json', 'utf8')) as {
      total: { lines: { pct: number; covered: number; total: number } };
    };
    const { covered, pct, total } = summary.total.lines;
    const enough = pct >= leastCoverage;
    console.log(`${enough ? '✓' : '✗'} coverage of src: ${pct} % of lines (${covered} of ${total})`);
    return { passed: enough ? 1 : 0, failed: enough ? 0 : 1, skipped: 0 };
  } catch {
    console.log('✗ coverage of src: not measured');
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function run(command: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
    child.on('error', () => resolve(-1));
    child.on('close', (code) => resolve(code ?? -1));
  });
}
