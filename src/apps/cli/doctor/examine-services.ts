import { access } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { EfirError, isNodeError, toEfirError } from '../../../core/errors.ts';
import { silentLogger } from '../../../core/logger.ts';
import { listEveryInstalledModel, verifyModel } from '../../../models/installed-models.ts';
import { createBroker, createEngines } from '../../compose.ts';
import { openDatabase } from '../../open-database.ts';
import type { CommandContext } from '../command.ts';
import { examineServers, examineSpeechService, examineWhisperCpp } from './examine-servers.ts';
import { examineSpeech } from './examine-speech.ts';
import { examineTelegram } from './examine-telegram.ts';
import type { Examination } from './finding.ts';

export async function examineServices(
  context: CommandContext,
  { thorough }: { readonly thorough: boolean },
): Promise<Examination[]> {
  const { brokerUrl, rabbitmqUrl } = context.config;
  const otherForCalls = rabbitmqUrl !== undefined && rabbitmqUrl !== brokerUrl;
  return [
    { name: 'database', look: () => lookAtDatabase(context) },
    { name: 'broker', look: () => lookAtBroker(context) },
    ...(otherForCalls ? [{ name: 'calls', look: () => lookAtCalls(context, rabbitmqUrl) }] : []),
    { name: 'engine', look: () => lookAtEngine(context) },
    ...examineSpeech(context),
    ...(await examineWhisperCpp(context)),
    ...examineServers(context),
    ...examineSpeechService(context),
    ...examineTelegram(context),
    ...(thorough ? [{ name: 'models', look: () => lookAtModels(context) }] : []),
    { name: 'port', look: () => lookAtPort(context) },
  ];
}

async function lookAtDatabase(context: CommandContext) {
  const { config, logger, signal, texts } = context;
  const url = config.databaseUrl;
  const path = join(config.dataDirectory, 'database');
  const made = await access(path).then(
    () => true,
    () => false,
  );
  if (url === undefined && !made) return { state: 'ok' as const, text: texts.text('doctor-database-first') };
  const { close, database, findLeaks } = await openDatabase(config, {
    logger,
    signal,
    purpose: 'visit',
    unchanged: true,
  });
  try {
    await database.check();
    const [leak] = await findLeaks();
    if (leak) {
      return {
        state: 'failed' as const,
        text: texts.text('doctor-database-leaks', { ...leak }),
        hint: texts.text('doctor-database-leaks-hint'),
      };
    }
  } finally {
    await close();
  }
  const text =
    url === undefined
      ? texts.text('doctor-database-embedded', { path })
      : texts.text('doctor-database', { host: new URL(url).host });
  return { state: 'ok' as const, text };
}

async function lookAtBroker({ config, texts }: CommandContext) {
  const url = nameBroker(config.brokerUrl);
  // What it would log is what is said here.
  const broker = (await createBroker(config, silentLogger))();
  try {
    await broker.check();
    const { durable, reach } = broker.capabilities;
    if (reach === 'process' || durable)
      return { state: 'ok' as const, text: texts.text('doctor-broker', { url }) };
    return {
      state: 'warning' as const,
      text: texts.text('doctor-broker-volatile', { url }),
      hint: texts.text('doctor-broker-volatile-hint'),
    };
  } finally {
    await broker.close();
  }
}

/** The RabbitMQ over which only JSON-RPC calls come in, something else carrying the tasks. */
async function lookAtCalls({ config, texts }: CommandContext, brokerUrl: string) {
  const broker = (await createBroker({ ...config, brokerUrl }, silentLogger))();
  try {
    await broker.check();
    return { state: 'ok' as const, text: texts.text('doctor-calls', { url: nameBroker(brokerUrl) }) };
  } finally {
    await broker.close();
  }
}

/** Without the password. */
function nameBroker(brokerUrl: string): string {
  const { host, pathname, protocol } = new URL(brokerUrl);
  return host === '' ? `${protocol}${pathname}` : `${protocol}//${host}${pathname}`;
}

/** Reads every byte of what was pinned when it was installed: for those who doubt their disk. */
async function lookAtModels({ config, signal, texts }: CommandContext) {
  const models = (await listEveryInstalledModel(config.modelsDirectory)).filter((model) => model.pinned);
  for (const { name } of models) await verifyModel(config.modelsDirectory, name, signal);
  return { state: 'ok' as const, text: texts.text('doctor-models', { count: models.length }) };
}

async function lookAtEngine({ config, logger, texts }: CommandContext) {
  const engines = createEngines(config, { logger });
  try {
    const { engine, model } = await engines.check();
    const low = engine === 'pocketsphinx' && config.engine === 'auto';
    if (!low) return { state: 'ok' as const, text: texts.text('doctor-engine', { engine, model }) };
    return {
      state: 'warning' as const,
      text: texts.text('doctor-engine-low', { engine }),
      hint: texts.text('doctor-engine-low-hint'),
    };
  } catch (thrown) {
    const awaited = ['engine-missing', 'model-missing'].includes(toEfirError(thrown).code);
    if (!awaited || !config.modelDownloads) throw thrown;
    return {
      state: 'warning' as const,
      text: texts.text('doctor-engine-later', { model: config.model }),
      hint: texts.text('doctor-engine-low-hint'),
    };
  } finally {
    await engines.close();
  }
}

async function lookAtPort({ config, texts }: CommandContext) {
  const { host, port } = config;
  if (await isFree(host, port)) return { state: 'ok' as const, text: texts.text('doctor-port', { port }) };
  if (await isEfir(host, port))
    return { state: 'ok' as const, text: texts.text('doctor-port-ours', { port }) };
  throw new EfirError('port-in-use', { port });
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      isNodeError(error) && error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

async function isEfir(host: string, port: number): Promise<boolean> {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  try {
    const answer = await fetch(`http://${name}:${port}/openapi.json`, { signal: AbortSignal.timeout(2000) });
    const { info } = (await answer.json()) as { info?: { title?: string } };
    return info?.title === 'Efir';
  } catch {
    return false;
  }
}
