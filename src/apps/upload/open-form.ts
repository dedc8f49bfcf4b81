import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { EfirError } from '../../core/errors.ts';
import { cleanFileName } from './file-name.ts';
import type { Upload } from './upload.ts';

/** Room between socket, parser and disk; small buffers make the parser stop and go for every 64 KiB. */
const buffered = 1024 * 1024;

export interface FormLimits {
  /** The file and its options. */
  readonly parts: number;
  /** Bytes of an option. */
  readonly field: number;
  /** The same for options that hold a vocabulary. */
  readonly vocabulary: number;
  /** Bytes of all options together. */
  readonly fields: number;
}

/** The longest option is far shorter; a vocabulary of the largest size fits, in any script, also with a word in each field. */
const standardLimits: FormLimits = { parts: 250, field: 10_000, vocabulary: 1_000_000, fields: 2_000_000 };
const vocabularies = ['hot_words', 'hot_words[]', 'spellings'];

/**
 * Opens a multipart form: resolves as soon as its file begins. Options may stand before the file and behind it.
 * Rejects with `upload-malformed` for a form that is none, that has no file, or more than one.
 */
export async function openForm(
  request: IncomingMessage,
  askedName: string | undefined,
  limits = standardLimits,
): Promise<Upload> {
  const form = createParser(request, limits.parts);
  const fields: Record<string, string> = Object.create(null);
  const all: [name: string, value: string][] = [];
  const read = createFieldReader(limits);
  const reading: Promise<void>[] = [];
  const opened = Promise.withResolvers<{ content: Readable; fileName: string }>();
  const complete = Promise.withResolvers<void>();
  // Whoever reads the content meets the failure there; nobody may be waiting for the rest yet.
  complete.promise.catch(() => undefined);
  let content: Readable | undefined;

  const fail = (error: EfirError) => {
    request.unpipe(form);
    content?.destroy(error);
    opened.reject(error);
    complete.reject(error);
  };
  form.on('file', (name, part, fileName, _encoding, type) => {
    part.on('error', () => undefined);
    translateErrors(part);
    if (!isRecording(fileName, type)) {
      const field = read(name, part).then((value) => {
        fields[name] = value;
        all.push([name, value]);
      });
      field.catch(fail);
      reading.push(field);
    } else if (content) {
      part.resume();
      fail(malformed('more than one file'));
    } else {
      content = part;
      opened.resolve({ content, fileName: cleanFileName(askedName ?? fileName) });
    }
  });
  form.on('partsLimit', () => fail(malformed('too many fields')));
  form.on('error', (error: unknown) => fail(translateParserError(error)));
  form.on('finish', () => {
    if (content) Promise.all(reading).then(() => complete.resolve(), fail);
    else fail(malformed('no file in the form'));
  });
  request.once('close', () => {
    if (!request.complete) fail(new EfirError('upload-cut'));
  });
  request.pipe(form);
  return { ...(await opened.promise), fields, all, complete: complete.promise };
}

/** Every part comes as a stream: on fields that are too long the parser's own reading stops for ever. */
function createParser(request: IncomingMessage, parts: number) {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { parts, headerPairs: 50 },
      highWaterMark: buffered,
      fileHwm: buffered,
      isPartAFile: () => true,
    });
  } catch (thrown) {
    throw malformed(thrown instanceof Error ? thrown.message : 'not a form');
  }
}

function isRecording(fileName: string | undefined, type: string): boolean {
  return fileName !== undefined || /^(audio|video)\/|octet-stream$/.test(type);
}

function createFieldReader(limits: FormLimits) {
  let left = limits.fields;
  return async (name: string, part: AsyncIterable<Uint8Array>): Promise<string> => {
    const chunks: Uint8Array[] = [];
    const most = vocabularies.includes(name) ? limits.vocabulary : limits.field;
    let bytes = 0;
    for await (const chunk of part) {
      bytes += chunk.byteLength;
      left -= chunk.byteLength;
      if (bytes > most || left < 0) throw malformed(`the field ${String(name).slice(0, 100)} is too long`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  };
}

/**
 * The parser tells a part of its early end in an event of its own, before ours can be heard: whoever reads the part is to
 * hear it in our words.
 */
function translateErrors(part: Readable): void {
  const emit = part.emit.bind(part) as (event: string | symbol, ...values: unknown[]) => boolean;
  part.emit = (event: string | symbol, ...values: unknown[]) => {
    const [error] = values;
    if (event !== 'error' || error instanceof EfirError) return emit(event, ...values);
    return emit('error', translateParserError(error));
  };
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
