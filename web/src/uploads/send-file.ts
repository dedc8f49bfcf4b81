import type { Upload } from 'tus-js-client';
import { ApiFailure, readFailure } from '../api/api-failure.ts';
import { readLanguage } from '../texts/language.ts';

interface Sending {
  /** Bytes that have arrived or are on their way. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/** Milliseconds before each new try after a cut connection: a minute and a half in all. */
const pauses = [500, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 30_000];

/**
 * Sends a file in by the protocol tus, and gives the id of its recording. A cut connection goes on where it was; so does a
 * file that is chosen again after the page was closed. Rejects with `ApiFailure`, and with the signal's reason, when what
 * had arrived is dropped.
 */
export async function sendFile(file: File, { onProgress, signal }: Sending): Promise<string> {
  const tus = await import('tus-js-client');
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(file, {
      endpoint: '/v1/uploads',
      metadata: { filename: file.name, filetype: file.type },
      headers: { 'accept-language': readLanguage() },
      retryDelays: pauses,
      removeFingerprintOnSuccess: true,
      onProgress,
      onError: (error) => reject(describe(error)),
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('upload-recording') ?? ''),
    });
    signal.addEventListener('abort', () => {
      void upload.abort(true).catch(() => undefined);
      reject(signal.reason);
    });
    void begin(upload, signal);
  });
}

async function begin(upload: Upload, signal: AbortSignal): Promise<void> {
  const [known] = await upload.findPreviousUploads();
  if (known) upload.resumeFromPreviousUpload(known);
  if (!signal.aborted) upload.start();
}

/** The server's words, where it gave some. */
function describe(error: Error): ApiFailure {
  const { originalResponse: response } = error as {
    originalResponse?: { getStatus(): number; getBody(): string } | null;
  };
  return response
    ? readFailure(response.getStatus(), response.getBody())
    : new ApiFailure({ code: 'offline', cause: error });
}
