import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';
import { EfirError, toEfirError } from '../../core/errors.ts';
import { findFileName } from './file-name.ts';
import { openForm } from './open-form.ts';
import type { Upload } from './upload.ts';

/**
 * Opens the body of a request: a multipart form with one file, or else the recording's own bytes. Nothing is read
 * before the content is. Rejects with `upload-malformed`.
 */
export async function openUpload(request: IncomingMessage, askedName: string | undefined): Promise<Upload> {
  if (/^multipart\//i.test(request.headers['content-type'] ?? '')) return openForm(request, askedName);
  const fileName = findFileName(askedName, request.headers);
  return { content: request, fileName, fields: {}, all: [], complete: Promise.resolve() };
}

/**
 * Runs `work` while the request's body is read. When the body breaks off, that is what `work` failed of, whatever it
 * says itself: rejects with `upload-cut`.
 */
export async function whileUploading<Result>(
  request: IncomingMessage,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const cut = new AbortController();
  const forget = finished(request, { writable: false }, (error) => {
    if (error) cut.abort(new EfirError('upload-cut', {}, { cause: error }));
  });
  try {
    return await work(cut.signal);
  } catch (thrown) {
    throw cut.signal.aborted ? toEfirError(cut.signal.reason) : thrown;
  } finally {
    forget();
  }
}
