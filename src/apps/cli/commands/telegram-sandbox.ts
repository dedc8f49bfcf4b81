import { randomBytes, randomInt } from 'node:crypto';
import { loadConfig } from '../../../config/config.ts';
import { createPages } from '../../../telegram-sandbox/page/find-page.ts';
import { startTelegramSandbox } from '../../../telegram-sandbox/start-telegram-sandbox.ts';
import { getTexts } from '../../../texts/texts.ts';
import { listenAt } from '../../listen.ts';
import type { CommandContext } from '../command.ts';
import { writeOut } from '../transcribe/write-target.ts';
import { serve, serveUntilStopped } from './serve.ts';

export interface SandboxCommand {
  /** Without Efir behind it: for other programs. */
  readonly alone?: boolean;
  /** Where it listens; this machine only unless given. */
  readonly host?: string;
}

/**
 * `efir telegram-sandbox`: a Bot API without Telegram, with its page, and all of `efir up` whose bot talks to it. Serves
 * until Ctrl-C. Rejects as `serve`, and with `port-in-use`.
 */
export async function serveSandbox(
  context: CommandContext,
  { alone = false, host = '127.0.0.1' }: SandboxCommand,
): Promise<number> {
  const { telegramSandboxPort: port } = context.config;
  const bots = [{ token: makeToken(), username: 'efir_sandbox_bot', name: 'Efir' }];
  const pages = createPages(getTexts);
  const sandbox = await listenAt(port, () => startTelegramSandbox({ host, port, bots, pages }));
  const { stdout, texts } = context;
  const url = sandbox.url.replace('127.0.0.1', 'localhost');
  if (alone) {
    return serveUntilStopped(context, sandbox, () =>
      writeOut(
        stdout,
        `${texts.text('telegram-sandbox-alone', { url, api: sandbox.url, token: sandbox.token })}\n`,
      ),
    );
  }
  try {
    const greet = () => writeOut(stdout, `${texts.text('telegram-sandbox-ready', { url })}\n`);
    return await serve(pointBot(context, sandbox), { role: 'up', greet });
  } finally {
    await sandbox.close();
  }
}

/** A bot of its own for each run: what the database remembers of earlier ones must not be taken for this one's. */
function makeToken(): string {
  return `${randomInt(1_000_000_000, 9_000_000_000)}:${randomBytes(26).toString('base64url').slice(0, 35)}`;
}

/** The same settings, with the bot of the sandbox in place of one at Telegram. */
function pointBot(context: CommandContext, { token, url }: { token: string; url: string }): CommandContext {
  const config = loadConfig(context.environment, {
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_URL: url,
    // They would be of another server.
    TELEGRAM_LOCAL_FILES: '',
    TELEGRAM_WEBHOOK_URL: '',
  });
  return {
    ...context,
    config,
    get logger() {
      return context.logger;
    },
  };
}
