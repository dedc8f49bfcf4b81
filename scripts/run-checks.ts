import { spawn } from 'node:child_process';
import { isMain } from './problems.ts';

interface Check {
  readonly name: string;
  /** Arguments of Node, in the folder of the project. */
  readonly command: readonly string[];
}

const checks: readonly Check[] = [
  { name: 'format and lint', command: ['node_modules/@biomejs/biome/bin/biome', 'check'] },
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'types of the dashboard', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web'] },
  { name: 'imports', command: ['scripts/check-imports.ts'] },
  { name: 'nothing unused', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  { name: 'shape of ports, adapters and suites', command: ['scripts/check-shape.ts'] },
  { name: 'schema dump matches migrations', command: ['scripts/dump-schema.ts', '--check'] },
  { name: 'web/src/api/schema.d.ts matches the API', command: ['scripts/write-web-client.ts', '--check'] },
  {
    name: 'docs/transcript.schema.json matches the schema',
    command: ['scripts/write-transcript-schema.ts', '--check'],
  },
  { name: '.env.example matches settings', command: ['src/apps/main.ts', 'config', '--check'] },
];

/**
 * Runs every check, two at a time: each is one busy process. Prints a line for each, with what was found below those
 * that fail.
 */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  const waiting = [...checks];
  let failed = 0;
  const runSome = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      if (!(await runCheck(check))) failed += 1;
  };
  await Promise.all([runSome(), runSome()]);
  return { passed: checks.length - failed, failed };
}

async function runCheck({ command, name }: Check): Promise<boolean> {
  const began = performance.now();
  const { code, output } = await run(command);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const found = code === 0 ? '' : `\n${output.trimEnd().replaceAll(/^/gm, '    ')}`;
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)${found}`);
  return code === 0;
}

function run(command: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: -1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

if (isMain(import.meta.url)) {
  const { passed, failed } = await runChecks();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
