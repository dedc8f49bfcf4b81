import type { IncomingMessage, ServerResponse } from 'node:http';
import { Impossible } from '../refusal.ts';
import type { World } from '../world.ts';
import type { SentFile } from './arguments.ts';
import { readArguments, readBody } from './read-arguments.ts';

/** A request to the acting interface, read. */
export interface ActingRequest {
  readonly world: World;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** Values of the `:name` parts of the route. */
  readonly path: Readonly<Record<string, string>>;
  /** An object; empty when nothing came. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Of a form. */
  readonly file: SentFile | undefined;
}

/** Files of people: more than any of Telegram's, so that limits can be tried. */
const mostFileBytes = 4 * 2 ** 30;
/** Room for files in base64. */
const mostJsonBytes = 64 * 2 ** 20;

export async function readActingBody(
  world: World,
  request: IncomingMessage,
): Promise<Pick<ActingRequest, 'body' | 'file'>> {
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (request.method === 'GET' || request.method === 'DELETE') return { body: {}, file: undefined };
  if (type.startsWith('multipart/form-data')) {
    const args = await readArguments(request, new URLSearchParams(), {
      folder: world.files.folder,
      mostBytes: mostFileBytes,
    });
    return { body: parse(args.text('message')), file: args.file('file') };
  }
  const text = await readBody(request, mostJsonBytes);
  if (text.trim() === '') return { body: {}, file: undefined };
  // A form of a page elsewhere can send any text, but not under this type.
  if (!type.startsWith('application/json')) throw new Impossible('a body is JSON or a form with a file', 415);
  return { body: parse(text), file: undefined };
}

function parse(text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Impossible('the body is no JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Impossible('the body is no JSON object');
  return parsed as Record<string, unknown>;
}
