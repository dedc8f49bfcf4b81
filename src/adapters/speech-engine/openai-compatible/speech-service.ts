import { Agent } from 'undici';
import { z } from 'zod';
import { EfirError, toEfirError } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import type { EngineSettings } from '../../../ports/speech-engine.ts';
import { pieceHeader } from '../../../wire/transcribe-server.ts';
import { CallFailed, callHttp, encodeForm, type FormFields, type HttpAnswer } from '../call-http.ts';

/** A server with `POST /v1/audio/transcriptions`. */
export interface SpeechService {
  /** For sentences. */
  readonly name: string;
  /**
   * Sends a form with a WAV file; answers what the server said, if it was 2xx. Tries again where that may help. Rejects
   * with `speech-service-unreachable`, `speech-service-refused`, `transcribe-server-circle`, `engine-failed` when the
   * server cannot do with this piece, and `cancelled`.
   */
  transcribe(fields: FormFields, wav: Uint8Array, signal?: AbortSignal): Promise<string>;
  close(): void;
}

/** Milliseconds for one answer: a slow server computes for minutes, or loads its model first. */
const patience = 300_000;
/** A request is sent so often at most, with these pauses (milliseconds) where the server names none. */
const pauses = [500, 1_000, 2_000, 4_000];
/** Longest pause that a server may ask for; a task that has to wait longer is tried again as a whole. */
const longestPause = 30_000;

/** `extra.url` is the server's address, with or without `/v1`; `extra.key` is shown to it. */
export function openSpeechService({ extra }: Pick<EngineSettings, 'extra'>): SpeechService {
  const url = findAddress(String(extra['url'] ?? ''));
  const key = typeof extra['key'] === 'string' ? extra['key'] : undefined;
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const service: Service = { url, key, agent, name: new URL(url).host };
  return {
    name: service.name,
    transcribe: (fields, wav, signal) => transcribe(service, { fields, wav, signal }),
    close: () => void agent.destroy().catch(() => {}),
  };
}

interface Service {
  readonly url: string;
  readonly key: string | undefined;
  readonly agent: Agent;
  readonly name: string;
}

function findAddress(given: string): string {
  const base = given.replace(/\/+$/, '');
  if (base.endsWith('/audio/transcriptions')) return base;
  return `${base}${/\/v\d+$/.test(base) ? '' : '/v1'}/audio/transcriptions`;
}

interface Posting {
  readonly fields: FormFields;
  readonly wav: Uint8Array;
  readonly signal: AbortSignal | undefined;
}

async function transcribe(service: Service, { fields, wav, signal }: Posting): Promise<string> {
  const { body, contentType } = await encodeForm(fields, wav);
  for (let tries = 0; ; tries++) {
    if (signal?.aborted) throw new EfirError('cancelled');
    const outcome = await post(service, body, contentType, signal);
    if (typeof outcome === 'string') return outcome;
    const pause = outcome.wait ?? pauses[tries];
    if (!outcome.again || tries === pauses.length || pause === undefined) throw outcome.error;
    await sleep(Math.min(longestPause, pause), signal).catch((thrown: unknown) => {
      throw new EfirError('cancelled', {}, { cause: thrown });
    });
  }
}

interface Failure {
  readonly error: EfirError;
  /** Whether the same may succeed a little later. */
  readonly again: boolean;
  /** Milliseconds that the server asks for. */
  readonly wait?: number;
}

async function post(
  service: Service,
  body: Uint8Array,
  contentType: string,
  signal: AbortSignal | undefined,
): Promise<string | Failure> {
  const { agent, key, url } = service;
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const headers = {
    ...authorization,
    accept: 'application/json',
    'content-type': contentType,
    [pieceHeader]: '1',
  };
  try {
    const answer = await callHttp(url, { agent, method: 'POST', headers, body, patience, signal });
    return answer.ok ? answer.text : heed(answer, judge(service, answer));
  } catch (thrown) {
    if (!(thrown instanceof CallFailed)) throw thrown;
    if (thrown.aborted) throw new EfirError('cancelled', {}, { cause: thrown });
    return { error: unreachable(service, thrown.message, thrown), again: true };
  }
}

/** Some servers say that the same would fail again. */
function heed(answer: HttpAnswer, failure: Failure): Failure {
  return answer.header('x-should-retry') === 'false' ? { ...failure, again: false } : failure;
}

/** What went wrong, for whom to mend. */
function judge(service: Service, answer: HttpAnswer): Failure {
  const { status } = answer;
  const { code, message } = readFailure(service, answer);
  const detail = `HTTP ${status}${message && `: ${message}`}`;
  const { name: server } = service;
  if (code === 'transcribe-server-circle') {
    return { error: new EfirError('transcribe-server-circle', { server }), again: false };
  }
  if (status === 408 || status === 425 || status === 429 || status > 501) {
    // Money that is used up is told as 429, too, and does not come back by waiting.
    const again = code !== 'insufficient_quota';
    return { error: unreachable(service, detail), again, ...readRetryAfter(answer) };
  }
  if (status === 500)
    return { error: new EfirError('engine-failed', { detail: `${server}: ${detail}` }), again: true };
  if (status === 400 || status === 415 || status === 422) {
    return { error: new EfirError('engine-failed', { detail: `${server}: ${detail}` }), again: false };
  }
  const told = status < 400 ? `it sends us elsewhere (${detail}), where the key does not belong` : detail;
  return { error: new EfirError('speech-service-refused', { server, detail: told }), again: false };
}

const failureSchema = z.looseObject({
  error: z.union([z.string(), z.looseObject({ message: z.string(), code: z.unknown() })]).optional(),
  message: z.string().optional(),
  detail: z.unknown().optional(),
});

/** OpenAI, FastAPI and others each have a form of their own; of a page for people nothing is told. */
function readFailure({ key }: Service, { text }: HttpAnswer): { code: string; message: string } {
  const parsed = failureSchema.safeParse(parseJson(text));
  if (!parsed.success) return { code: '', message: '' };
  const { error, message, detail } = parsed.data;
  const code = typeof error === 'object' && typeof error.code === 'string' ? error.code : '';
  const told = (typeof error === 'object' ? error.message : error) ?? message ?? tellDetail(detail);
  const safe = key === undefined ? told : told.replaceAll(key, '…');
  return { code, message: safe.slice(0, 300) };
}

function tellDetail(detail: unknown): string {
  if (detail === undefined) return '';
  return typeof detail === 'string' ? detail : JSON.stringify(detail);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds, or a date. */
function readRetryAfter(answer: HttpAnswer): { wait?: number } {
  const given = answer.header('retry-after');
  if (given === undefined) return {};
  const seconds = Number(given);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(given) - Date.now();
  return Number.isFinite(wait) ? { wait: Math.max(100, wait) } : {};
}

function unreachable({ name: server }: Service, detail: string, cause?: unknown): EfirError {
  return new EfirError('speech-service-unreachable', { server, detail }, { cause });
}

/** Whether the server said that it does not understand what it was asked for, rather than that it failed. */
export function isMisunderstood(thrown: unknown): boolean {
  const { args, code } = toEfirError(thrown);
  return code === 'engine-failed' && /HTTP 4\d\d/.test(String(args['detail']));
}
