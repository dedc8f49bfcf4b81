import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiError, ApiResponse } from '@grammyjs/types';
import type { Fault } from '../interface.ts';
import type { OpenCall } from '../journal.ts';
import type { BuiltMethods, MethodCall } from '../methods/call.ts';
import { methods } from '../methods/index.ts';
import { namesOfMethods } from '../methods/names.ts';
import { badRequest, Refusal } from '../refusal.ts';
import type { Bot, World } from '../world.ts';
import { decodePath } from './decode-path.ts';
import { readArguments } from './read-arguments.ts';

type Run = (call: MethodCall) => unknown;

const built = new Map(
  Object.entries(methods as Record<keyof BuiltMethods, Run>).map(([name, run]) => [name.toLowerCase(), run]),
);
const written = new Map(namesOfMethods.map((name) => [name.toLowerCase(), name]));

/** Answers `/bot<token>/<method>`. */
export async function serveBotApi(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const [, token = '', asked = ''] =
    /^\/bot([^/]*)\/(?:test\/)?([^/]*)\/?$/.exec(decodePath(url.pathname)) ?? [];
  const bot = findBotByToken(world, token);
  if (!bot) return refuse(request, response, tokenRefusal(token));
  const method = written.get(asked.toLowerCase());
  if (method === undefined) return refuse(request, response, new Refusal(404, 'Not Found: method not found'));

  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const args = await readArguments(request, url.searchParams, {
    folder: world.files.folder,
    mostBytes: world.local ? 2000 * 2 ** 20 : world.flood.limits.uploadBytes,
  }).catch((thrown: unknown) => thrown);
  if (args instanceof Error) return refuse(request, response, args);
  const call: MethodCall = { world, bot, args: args as MethodCall['args'], signal: gone.signal };

  const started = performance.now();
  const entry = world.journal.open({
    bot: bot.user.id,
    method,
    time: world.clock.now(),
    parameters: call.args.describe(),
  });
  const fault = world.faults.meet({ bot: bot.user.id, method, chat: call.args.text('chat_id') });
  if (fault) entry.fault = fault.kind;
  await answer(response, call, method, entry, fault);
  entry.milliseconds = Math.round(performance.now() - started);
}

/** Does what was asked, with what the fault makes of it, and answers. */
async function answer(
  response: ServerResponse,
  call: MethodCall,
  method: string,
  entry: OpenCall,
  fault: Fault | undefined,
): Promise<void> {
  if (fault?.kind === 'drop-before') return drop(response, entry);
  if (fault?.kind === 'delay') await pause(call, fault.milliseconds);
  if (fault?.kind === 'status' || fault?.kind === 'flood') return sendFault(response, fault, entry);
  const outcome = await run(call, method);
  entry.done = outcome.ok;
  // What is read later has its own numbers; the journal keeps the answer as it was.
  entry.answer = outcome;
  if (fault?.kind === 'drop-after') return drop(response, entry);
  if (fault?.kind === 'delay-answer') await pause(call, fault.milliseconds);
  const changed = outcome.ok && fault ? changeUpdates(outcome, fault) : outcome;
  const status = changed.ok ? 200 : changed.error_code;
  entry.status = status;
  send(response, status, changed);
}

async function run(call: MethodCall, method: string): Promise<ApiResponse<unknown>> {
  try {
    const found = built.get(method.toLowerCase());
    if (!found) throw badRequest(`sandbox: method not built: ${method}`);
    return { ok: true, result: await found(call) };
  } catch (thrown) {
    return writeRefusal(thrown);
  }
}

function changeUpdates(answer: ApiResponse<unknown>, fault: Fault): ApiResponse<unknown> {
  if (!answer.ok || !Array.isArray(answer.result)) return answer;
  const updates: unknown[] = answer.result;
  if (fault.kind === 'duplicate-updates')
    return { ok: true, result: updates.flatMap((update) => [update, update]) };
  if (fault.kind === 'reorder-updates') return { ok: true, result: updates.toReversed() };
  return answer;
}

function sendFault(response: ServerResponse, fault: Fault, entry: OpenCall): void {
  const retryAfter = fault.retryAfter ?? 1;
  const status = fault.kind === 'flood' ? 429 : (fault.status ?? 500);
  entry.status = status;
  if (fault.body !== undefined) {
    entry.answer = fault.body;
    response.writeHead(status, { 'content-type': 'text/html' }).end(fault.body);
    return;
  }
  const body: ApiError = {
    ok: false,
    error_code: status,
    description:
      fault.kind === 'flood'
        ? `Too Many Requests: retry after ${retryAfter}`
        : (fault.description ?? 'Internal Server Error'),
    ...(fault.kind === 'flood' ? { parameters: { retry_after: retryAfter } } : {}),
  };
  entry.answer = body;
  send(response, status, body);
}

function drop(response: ServerResponse, entry: OpenCall): void {
  entry.status = 0;
  response.socket?.destroy();
}

async function pause({ signal, world }: MethodCall, milliseconds = 1000): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    world.closing.addEventListener('abort', done);
  });
}

export function findBotByToken(world: World, token: string): Bot | undefined {
  return [...world.bots.values()].find((bot) => bot.token === token);
}

/** What looks like no token is not found; one that nobody has is not authorised. */
export function tokenRefusal(token: string): Refusal {
  return /^\d+:[\w-]+$/.test(token) ? new Refusal(401, 'Unauthorized') : new Refusal(404, 'Not Found');
}

function refuse(request: IncomingMessage, response: ServerResponse, thrown: unknown): void {
  const body = writeRefusal(thrown);
  response.setHeader('connection', 'close');
  send(response, body.error_code, body);
  request.resume();
}

function writeRefusal(thrown: unknown): ApiError {
  if (!(thrown instanceof Refusal)) throw thrown;
  const { status, message, parameters } = thrown;
  return {
    ok: false,
    error_code: status,
    description: message,
    ...(parameters ? { parameters } : {}),
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response
    .writeHead(status, { 'content-type': 'application/json', server: 'efir-telegram-sandbox' })
    .end(JSON.stringify(body));
}
