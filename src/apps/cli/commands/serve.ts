import type { Config } from '../../../config/config.ts';
import { armCrashPoint } from '../../../core/crash-points.ts';
import { EfirError, toEfirError } from '../../../core/errors.ts';
import type { Database } from '../../../db/database.ts';
import type { SpeechEngines } from '../../../ports/speech-engine.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { PreparationNews } from '../../prepare-speech.ts';
import type { RoleName } from '../../role.ts';
import { buildDashboard, isDashboardBuilt } from '../../setup/build-dashboard.ts';
import { type RunningRoles, startRoles } from '../../start-roles.ts';
import type { CommandContext } from '../command.ts';
import { openLogger } from '../open-logger.ts';
import { writeOut } from '../transcribe/write-target.ts';

/** Milliseconds that finishing may take before the process ends all the same. */
const closeLimit = 10_000;

export interface ServeOptions {
  readonly role: 'up' | RoleName;
  /** Said last, when everything runs. */
  readonly greet?: () => Promise<void>;
}

/**
 * `efir up`, or one role alone: serves until Ctrl-C or SIGTERM, then finishes what can be finished within 10 s. The
 * exit code is 0 then: being told to stop is no failure.
 */
export async function serve(context: CommandContext, options: ServeOptions): Promise<number> {
  const { config, say, signal, stderr, texts } = context;
  const isUp = options.role === 'up';
  const logger = openLogger(context, config, isUp && stderr.isTTY ? 'watched' : 'serve');
  const names: RoleName[] = options.role === 'up' ? ['api', 'coordinator', 'worker'] : [options.role];
  // Calls come in over RabbitMQ where there is one; over HTTP always.
  if (isUp && config.rabbitmqUrl !== undefined) names.push('rpc');
  if (isUp && config.telegram !== undefined) names.push('bot');
  // On its own port, so only where it is asked for.
  if (isUp && config.transcribeServerPort !== undefined) names.push('transcribe-server');

  if (config.crashPoint) armCrashPoint(config.crashPoint);
  if (isUp) say(texts.text('up-preparing-database'));
  const dashboard = isUp ? ensureDashboard(context) : undefined;
  const running = await startRoles(config, names, { logger, signal, news: tellNews(context, isUp) });
  return serveUntilStopped(context, running, async () => {
    await dashboard;
    const { transcribeUrl } = running;
    if (isUp) await welcome(context, running);
    else if (transcribeUrl !== undefined) say(texts.text('transcribe-server-door', { url: transcribeUrl }));
    else say(texts.text('up-role', { role: options.role, url: running.url }));
    if (options.role === 'api') for (const line of await tellSetup(context, running)) say(line);
    if (isAlone(options.role, config)) say(texts.text('up-role-alone', { role: options.role }));
    await options.greet?.();
    if (isUp && running.engines) void warmEngine(context, running.engines);
  });
}

/** Started by itself with a broker that lives in this process only: ready, and never given anything to do. */
function isAlone(role: 'up' | RoleName, { brokerUrl }: Config): boolean {
  return (role === 'coordinator' || role === 'worker') && brokerUrl === 'inprocess:';
}

/** Waits for Ctrl-C or SIGTERM, then closes what is running within 10 s. Gives the exit code. */
export async function serveUntilStopped(
  { say, signal, texts }: CommandContext,
  running: { close(): Promise<void> },
  greet: () => Promise<void>,
): Promise<number> {
  try {
    await greet();
    await untilStopped(signal);
    say(texts.text('up-stopping'));
  } finally {
    await closeWithin(closeLimit, running);
  }
  return 0;
}

/** What is fetched is told in a line each, when it begins. */
export function tellNews(context: CommandContext, isUp: boolean): PreparationNews {
  const { say, texts } = context;
  const told = new Set<string>();
  return {
    announce: (packages) => say(texts.text('setup-installing', { packages: packages.join(', ') })),
    failed: (detail) => say(texts.text('setup-failed', { detail })),
    ...(isUp ? { missing: (error) => tellMissing(context, error) } : {}),
    downloaded: (model, done, total) => {
      if (done === 0 || told.has(model)) return;
      told.add(model);
      say(texts.text('up-downloading', { model, total }));
    },
  };
}

/** What keeps recordings from being written down, while the api takes them in already. */
function tellMissing({ say, texts }: CommandContext, error: EfirError): void {
  const { hint, message } = texts.describe(error);
  say(`${texts.text('up-no-engine', { detail: message })}\n  ${hint}`);
}

async function welcome(
  context: CommandContext,
  { bot, database, transcribeUrl, url }: RunningRoles,
): Promise<void> {
  const { stdout, texts } = context;
  const key = database ? await createFirstKey(database) : undefined;
  const place = url.replace('127.0.0.1', 'localhost');
  const lines = ['', texts.text('up-ready', { url: place }), texts.text('up-docs', { url: place })];
  if (transcribeUrl !== undefined) lines.push(texts.text('up-transcribe-server', { url: transcribeUrl }));
  if (bot) lines.push(wordBot(bot.username, texts));
  lines.push(...(await tellSetup(context, { database, url: place })));
  if (key === undefined) lines.push('', texts.text('up-more-keys'));
  else {
    lines.push('', texts.text('up-first-key'), '', `    ${key}`);
    lines.push('', texts.text('up-try'), '', ...showExample(place, key));
  }
  await writeOut(stdout, `${[...lines, '', texts.text('up-stop'), ''].join('\n')}\n`);
}

function wordBot(username: string | undefined, texts: Texts): string {
  return username === undefined ? texts.text('up-bot-silent') : texts.text('up-bot', { name: username });
}

function showExample(url: string, key: string): string[] {
  return [
    `    curl -H 'Authorization: Bearer ${key}' -F file=@talk.ogg ${url}/v1/recordings`,
    `    ./efir transcribe talk.ogg --server ${url} --key ${key}`,
  ];
}

/** While nobody has an account: where to make the first one, and the code that only who sees this has. */
async function tellSetup(
  { texts }: CommandContext,
  { database, url }: { readonly database?: Database | undefined; readonly url: string },
): Promise<string[]> {
  const { createSetupCode } = await import('../../../domain/identity/index.ts');
  const code = database && (await createSetupCode(database));
  return code === undefined ? [] : ['', texts.text('up-setup', { url }), '', `    ${code}`];
}

/** A key for the first tenant, unless it has had one before. */
async function createFirstKey(database: Database): Promise<string | undefined> {
  const identity = await import('../../../domain/identity/index.ts');
  const { id: tenantId } = await identity.ensureFirstTenant(database);
  if ((await identity.listApiKeys(database, tenantId)).length > 0) return undefined;
  const { scopes } = identity;
  return (await identity.createApiKey(database, { tenantId, name: 'first', scopes })).key;
}

/** Beside everything else that starts; where it cannot be built, the rest is served all the same. */
async function ensureDashboard({ config, say, signal, texts }: CommandContext): Promise<void> {
  if (await isDashboardBuilt()) return;
  say(texts.text('up-building-dashboard'));
  try {
    await buildDashboard({ environment: config.childEnvironment, signal });
  } catch (thrown) {
    if (signal.aborted) return;
    const error = new EfirError(
      'dashboard-unbuilt',
      { detail: (thrown as Error).message },
      { cause: thrown },
    );
    const { hint, message } = texts.describe(error);
    say(`${texts.text('up-no-dashboard', { detail: message })}\n  ${hint}`);
  }
}

/** Fetches what the engine lacks and loads it, so that the first recording does not wait for that. */
async function warmEngine(context: CommandContext, engines: SpeechEngines): Promise<void> {
  const { say, signal, texts } = context;
  try {
    const { engine, fallback } = await engines.open({}, signal);
    const { engine: name, model } = engine.description;
    if (fallback) say(`efir: ${texts.text('note-engine-fallback', { ...fallback, engine: name })}`);
    say(texts.text('up-engine-ready', { engine: name, model }));
    if (engine.description.quality === 'low') say(texts.text('up-engine-low'));
  } catch (thrown) {
    if (!signal.aborted) tellMissing(context, toEfirError(thrown));
  }
}

function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function closeWithin(limit: number, running: { close(): Promise<void> }): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new EfirError('internal', { detail: `closing took longer than ${limit / 1000} s` });
    timer = setTimeout(() => reject(error), limit);
  });
  await Promise.race([running.close(), late]).finally(() => clearTimeout(timer));
}
