import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { MessengerDoubt, MessengerRefusal } from '../../../ports/messenger.ts';

const answerSchema = z.union([
  z.looseObject({ ok: z.literal(true), result: z.unknown() }),
  z.looseObject({
    ok: z.literal(false),
    error_code: z.int(),
    description: z.string(),
    parameters: z
      .looseObject({
        retry_after: z.number().min(0).optional().catch(undefined),
        migrate_to_chat_id: z.int().optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
]);

/** Characters of Telegram's words that are kept. */
const longestDescription = 500;

/**
 * The result of a call. Throws `MessengerRefusal` where Telegram itself said no, and `MessengerDoubt` for all that it
 * did not say: 5xx, and bodies that are none of its own, such as the page of a proxy.
 */
export async function readAnswer(
  method: string,
  { statusCode, body }: Dispatcher.ResponseData,
  mostBytes: number,
): Promise<unknown> {
  const text = await readText(method, body, mostBytes);
  const parsed = answerSchema.safeParse(parseJson(text));
  if (parsed.success && parsed.data.ok && statusCode < 300) return parsed.data.result;
  if (parsed.success && !parsed.data.ok && isRefusal(parsed.data.error_code) && statusCode < 500) {
    const { description, error_code: status, parameters } = parsed.data;
    throw new MessengerRefusal({
      ...{ method, status, description: description.slice(0, longestDescription) },
      retryAfter: parameters?.retry_after,
      migratedTo: parameters?.migrate_to_chat_id,
    });
  }
  // A server in front of Telegram's turned the size away; nothing went on from there.
  if (statusCode === 413) {
    throw new MessengerRefusal({ method, status: 413, description: 'Request Entity Too Large' });
  }
  const detail = parsed.success
    ? `status ${statusCode}`
    : `status ${statusCode} with a body that is not Telegram’s`;
  throw new MessengerDoubt({ method, detail, perhapsDone: true });
}

function isRefusal(code: number): boolean {
  return code >= 400 && code < 500;
}

async function readText(
  method: string,
  body: Dispatcher.ResponseData['body'],
  mostBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) {
      body.destroy();
      throw new MessengerDoubt({ method, detail: `an answer of over ${mostBytes} bytes`, perhapsDone: true });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
