import { startStatelessServer } from '../../start-stateless-server.ts';
import type { CommandContext } from '../command.ts';
import { openLogger } from '../open-logger.ts';
import { serve, serveUntilStopped, tellNews } from './serve.ts';

/**
 * `efir transcribe-server`: where there is a database (DATABASE_URL, or that of a running `efir up`), the door to the
 * recordings of a tenant; else, and with `--stateless`, a server that recognises by itself.
 */
export async function serveTranscriptions(
  context: CommandContext,
  { stateless = false }: { readonly stateless?: boolean },
): Promise<number> {
  const { config, say, signal, texts } = context;
  if (!stateless && (await hasDatabase(context))) return serve(context, { role: 'transcribe-server' });
  const logger = openLogger(context, config, 'serve');
  const server = await startStatelessServer(config, { logger, signal, news: tellNews(context, false) });
  return serveUntilStopped(context, server, async () =>
    say(texts.text('transcribe-server-stateless', { url: server.url })),
  );
}

async function hasDatabase({ config }: CommandContext): Promise<boolean> {
  if (config.databaseUrl !== undefined) return true;
  const { isEmbeddedDatabaseRunning } = await import('../../../db/embedded/is-running.ts');
  return isEmbeddedDatabaseRunning(config.dataDirectory);
}
