import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { EfirError } from '../../../core/errors.ts';
import { cleanFileName } from './file-name.ts';
import type { Upload } from './upload.ts';

/** Room between socket, parser and disk; small buffers make the parser stop and go for every 64 KiB. */
const buffered = 1024 * 1024;
const limits = { files: 1, fields: 20, fieldNameSize: 100, fieldSize: 10_000, parts: 22, headerPairs: 50 };

/**
 * Opens a multipart form: resolves as soon as its file begins. Options may stand before the file and behind it.
 * Rejects with `upload-malformed` for a form that is none, that has no file, or more than one.
 */
export async function openForm(request: IncomingMessage, askedName: string | undefined): Promise<Upload> {
  const form = createParser(request);
  const fields: Record<string, string> = Object.create(null);
  let content: Readable | undefined;

  const complete = new Promise<void>((resolve, reject) => {
    const fail = (error: EfirError) => {
      request.unpipe(form);
      content?.destroy(error);
      reject(error);
    };
    form.on('field', (name, value, nameTruncated, valueTruncated) => {
      if (nameTruncated || valueTruncated) return fail(malformed(`the field ${name} is too long`));
      fields[name] = value;
    });
    form.on('filesLimit', () => fail(malformed('more than one file')));
    form.on('fieldsLimit', () => fail(malformed('too many fields')));
    form.on('partsLimit', () => fail(malformed('too many parts')));
    form.on('error', (error: unknown) => fail(translateParserError(error)));
    form.on('finish', () => (content ? resolve() : fail(malformed('no file in the form'))));
    request.once('close', () => {
      if (!request.complete) fail(new EfirError('upload-cut'));
    });
  });
  // Whoever reads the content meets the failure there; nobody may be waiting here yet.
  complete.catch(() => undefined);

  const file = new Promise<{ content: Readable; fileName: string }>((resolve) => {
    form.on('file', (_field, stream, name) => {
      content = stream;
      stream.on('error', () => undefined);
      resolve({ content: stream, fileName: cleanFileName(askedName ?? name) });
    });
  });
  request.pipe(form);
  const opened = await Promise.race([file, complete.then(() => file)]);
  return { ...opened, fields, complete };
}

function createParser(request: IncomingMessage) {
  const headers = request.headers as BusboyHeaders;
  try {
    const isPartAFile = (_field?: string, type?: string, name?: string) =>
      name !== undefined || /^(audio|video)\/|octet-stream$/.test(type ?? '');
    return new Busboy({ headers, limits, highWaterMark: buffered, fileHwm: buffered, isPartAFile });
  } catch (thrown) {
    throw malformed(thrown instanceof Error ? thrown.message : 'not a form');
  }
}

/** A body that ends inside a part came whole as far as HTTP can tell, but its sender stopped in the middle. */
function translateParserError(error: unknown): EfirError {
  const message = error instanceof Error ? error.message : String(error);
  return /unexpected end|terminated early/i.test(message)
    ? new EfirError('upload-cut', {}, { cause: error })
    : malformed(message, error);
}

function malformed(detail: string, cause?: unknown): EfirError {
  return new EfirError('upload-malformed', { detail }, { cause });
}
