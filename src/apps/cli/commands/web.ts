import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EfirError } from '../../../core/errors.ts';
import { buildDashboard } from '../../setup/build-dashboard.ts';
import type { CommandContext } from '../command.ts';
import { runScript } from './development.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** `efir web build`: the dashboard as the api serves it, and what a browser loads of it. */
export async function buildWeb({ config, signal, stdout }: CommandContext): Promise<number> {
  try {
    stdout.write(await buildDashboard({ environment: config.childEnvironment, signal }));
    return 0;
  } catch (thrown) {
    throw new EfirError('dashboard-unbuilt', { detail: (thrown as Error).message }, { cause: thrown });
  }
}

/** `efir web dev`: the dashboard as it is being written, before an api that runs on this machine. Until Ctrl-C. */
export function developWeb({ config, signal }: CommandContext): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'web'], {
      cwd: root,
      stdio: 'inherit',
      env: { ...config.childEnvironment, EFIR_API: `http://127.0.0.1:${config.port || 8080}` },
    });
    signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    child.on('error', reject);
    child.on('close', (code) => resolve(signal.aborted ? 0 : (code ?? 70)));
  });
}

/** `efir web client`: what the dashboard knows of the API, written anew from the API's description. */
export function writeWebClient(context: CommandContext): Promise<number> {
  return runScript(context, 'scripts/write-web-client.ts', []);
}

/** `efir web screenshots`: a picture of every page into docs/screenshots, over a tenant made up for it. */
export function takeScreenshots(
  context: CommandContext,
  options: { rest: readonly string[] },
): Promise<number> {
  return runScript(context, 'scripts/screenshots/take.ts', options.rest);
}
