import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { buildDashboard, isDashboardBuilt } from '../src/apps/setup/build-dashboard.ts';
import {
  ensureMediaTool,
  ensurePocketsphinx,
  installPackages,
  type SetupOptions,
} from '../src/apps/setup/system-packages.ts';
import { loadConfig } from '../src/config/config.ts';
import { findServerProgram, rabbitmqProgram, redisProgram } from '../test/support/broker-server.ts';
import { chromiumProgram } from '../test/support/browser.ts';
import { buildWhisperServer, hasWhisperServer } from '../test/support/whisper/whisper-cpp.ts';
import { runChecks } from './run-checks.ts';
import { type Count, chooseSecondTry, countOutcomes, mergeOutcomes, type Outcomes } from './test-outcomes.ts';

/** Per cent of the lines of src that tests must run. */
const leastCoverage = 80;

/*
 * Every check and every test. With arguments: the test files whose path contains one of them, without checks, coverage
 * and second tries. The last line is the count alone.
 */
const filters = process.argv.slice(2);
const isWhole = filters.length === 0;
const count = { passed: 0, failed: 0, skipped: 0 };
let interrupted = false;
const installOptions = await installPrograms();
// A check is one process, and builds wait for the network at times: together they keep two cores busy.
const [checks] = await Promise.all([isWhole ? runChecks() : undefined, buildNeeded(installOptions)]);
if (checks) add(checks);
const unsteady = await runTests();
if (isWhole) add(judgeCoverage());
for (const line of unsteady) console.log(line);
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
process.exitCode = count.failed > 0 ? 1 : 0;

function add({ passed, failed, skipped = 0 }: { passed: number; failed: number; skipped?: number }): void {
  count.passed += passed;
  count.failed += failed;
  count.skipped += skipped;
}

/** What tests run for real. Where it cannot be had, the tests that need it say so by failing. */
async function installPrograms(): Promise<SetupOptions> {
  const config = loadConfig();
  const options: SetupOptions = {
    allowed: config.systemInstalls,
    environment: config.childEnvironment,
    announce: (packages: readonly string[]) => console.log(`installing ${packages.join(', ')} …`),
  };
  for (const ensure of [ensureMediaTool, ensurePocketsphinx]) {
    await ensure(options).catch((error: Error) => console.log(`not installed: ${error.message}`));
  }
  const missing = listMissingPackages();
  if (missing.length === 0) return options;
  // All at once takes half the time; where one of them cannot be had, the others can.
  if (!(await installPackages(missing, options))) return options;
  for (const name of missing) {
    const failure = await installPackages([name], options);
    if (failure) console.log(`not installed: ${failure.message}`);
  }
  return options;
}

/**
 * The oldest server that we promise, and what builds whisper.cpp, would be too much on a person's machine: there their
 * tests are skipped.
 */
function listMissingPackages(): string[] {
  const tools = ['cmake', 'g++', 'make'].map((program) => ({ program, debianPackage: program }));
  const builds = process.env['CI'] && !hasWhisperServer() ? tools : [];
  const programs = [redisProgram, rabbitmqProgram, chromiumProgram, ...builds];
  const missing = programs.filter((program) => findServerProgram(program) === undefined);
  const isOldServerMissing = process.env['CI'] && !existsSync('/usr/lib/postgresql/15/bin/postgres');
  return [
    ...missing.map(({ debianPackage }) => debianPackage),
    ...(isOldServerMissing ? ['postgresql-15'] : []),
  ];
}

async function buildNeeded({ environment }: SetupOptions): Promise<void> {
  await setUpDashboard(environment);
  await setUpWhisperServer();
}

/** Built once for all tests that open it in a browser. */
async function setUpDashboard(environment: Readonly<Record<string, string>>): Promise<void> {
  if (await isDashboardBuilt()) return;
  console.log('building the dashboard …');
  await buildDashboard({ environment }).catch((error: Error) => console.log(`not built: ${error.message}`));
}

/** From its sources: minutes of two cores, so that on a person's machine its tests are skipped. */
async function setUpWhisperServer(): Promise<void> {
  if (!process.env['CI'] || hasWhisperServer()) return;
  console.log('building whisper.cpp …');
  await buildWhisperServer().catch((error: Error) => console.log(`not built: ${error.message}`));
}

/** Few files that fail are tried once more, alone: those that pass then are unsteady, which is told and passes. */
async function runTests(): Promise<readonly string[]> {
  const first = await runVitest(isWhole ? ['--coverage', '--coverage.reportOnFailure'] : filters);
  const again = isWhole && !interrupted ? chooseSecondTry(first) : [];
  if (again.length === 0) {
    add(countOutcomes(first));
    return [];
  }
  console.log(`once more, alone: ${again.join(', ')}`);
  const paths = again.map((path) => resolvePath(path));
  const merged = mergeOutcomes(first, await runVitest(['--no-file-parallelism', ...paths]));
  add(countOutcomes(merged.outcomes));
  return merged.unsteady;
}

async function runVitest(options: readonly string[]): Promise<Outcomes> {
  const folder = mkdtempSync(join(tmpdir(), 'efir-tests-'));
  const target = join(folder, 'outcomes.json');
  const reporters = ['--reporter=default', '--reporter=./scripts/write-outcomes.ts'];
  const command = ['node_modules/vitest/vitest.mjs', 'run', '--expect.requireAssertions', ...reporters];
  const code = await run([...command, ...options], { TEST_OUTCOMES: target });
  const outcomes = readOutcomes(target, code);
  rmSync(folder, { recursive: true, force: true });
  return outcomes;
}

/** A run that failed, and no test says why, failed all the same. */
function readOutcomes(path: string, code: number): Outcomes {
  try {
    const outcomes = JSON.parse(readFileSync(path, 'utf8')) as Outcomes;
    const unexplained = code !== 0 && countOutcomes(outcomes).failed === 0;
    return unexplained ? { ...outcomes, strayErrors: 1 } : outcomes;
  } catch (error) {
    console.log(`how the tests ended cannot be read: ${error}`);
    return { files: [], strayErrors: 1 };
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

/**
 * The launcher keeps the young heap small, for servers whose memory is to stay flat. Hundreds of short processes that
 * load much would collect it all the time then.
 */
function freeOfSmallHeap(): string {
  return (process.env['NODE_OPTIONS'] ?? '').replace(/--max-semi-space-size=\S+/, '').trim();
}

function run(command: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: freeOfSmallHeap(), ...environment },
    });
    const pass = (signal: NodeJS.Signals) => {
      interrupted = true;
      child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass);
    const end = (code: number) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pass);
      resolve(code);
    };
    child.on('error', () => end(-1));
    child.on('close', (code) => end(code ?? -1));
  });
}
