// `efir telegram-sandbox` as a person starts it: the sandbox, and all of Efir behind its bot.
//
//   await using room = await startSandboxCommand({ engine: 'pocketsphinx' });
//   const page = await browser.open(room.url);

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCli } from '../command.ts';

export interface SandboxRoom extends AsyncDisposable {
  /** Of the page. */
  readonly url: string;
  /** Of the api. */
  readonly apiUrl: string;
  readonly folder: string;
}

export interface SandboxRoomOptions {
  readonly engine: 'scripted' | 'pocketsphinx';
  readonly environment?: Readonly<Record<string, string>>;
}

/** Rejects with what the command said when it is not ready within 100 seconds. */
export async function startSandboxCommand({
  engine,
  environment = {},
}: SandboxRoomOptions): Promise<SandboxRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-sandbox-'));
  // The database runs as a user of its own where we are root, and has to get in here.
  await chmod(folder, 0o755);
  const command = startCli(['telegram-sandbox'], {
    environment: {
      EFIR_DATA_DIR: join(folder, 'data'),
      EFIR_ENGINE: engine,
      SPEECH_DETECTOR: 'energy',
      PORT: '0',
      TELEGRAM_SANDBOX_PORT: '0',
      ...environment,
    },
  });
  const close = async () => {
    command.stop();
    await command.ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const said = await waitForLine(command.stdout, /Chat with the bot at (\S+)/).catch(async (thrown) => {
    await close();
    throw new Error(`${(thrown as Error).message}: ${command.stderr()}`);
  });
  const [apiUrl = ''] = /http:\/\/localhost:\d+/.exec(command.stdout()) ?? [];
  return { url: said, apiUrl, folder, [Symbol.asyncDispose]: close };
}

async function waitForLine(read: () => string, wanted: RegExp): Promise<string> {
  const until = Date.now() + 100_000;
  while (Date.now() < until) {
    const [, found] = wanted.exec(read()) ?? [];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the sandbox is not ready');
}
