import { startStatelessServer } from '../../start-stateless-server.ts';
import type { CommandContext } from '../command.ts';
import { openLogger } from '../open-logger.ts';
import { serveUntilStopped, tellNews } from './serve.ts';

/** `efir transcribe-server --stateless`: a server that recognises by itself, without a database. */
export async function serveTranscriptions(context: CommandContext): Promise<number> {
  const { config, say, signal, texts } = context;
  const logger = openLogger(context, config, 'serve');
  const server = await startStatelessServer(config, { logger, signal, news: tellNews(context, false) });
  return serveUntilStopped(context, server, async () =>
    say(texts.text('transcribe-server-stateless', { url: server.url })),
  );
}
