import type { Upload } from 'tus-js-client';
import { ApiFailure, readFailure } from '../api/api-failure.ts';
import { api } from '../api/client.ts';
import { readLanguage } from '../texts/language.ts';
import { meanTenantOf } from './uploader.ts';

interface Sending {
  /** Who sends, and into which account: nothing comes into another. */
  readonly owner: string;
  /** As the API takes them; they count when the upload begins. */
  readonly options: Readonly<Record<string, string>>;
  /** Where an upload that was begun goes on; without it a new one begins. */
  readonly address: string | undefined;
  readonly onAddress: (address: string) => void;
  /** Bytes that have arrived or are on their way. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/** Milliseconds between two looks at what the server makes of a file that has arrived. */
const look = 1_500;

/**
 * Sends a file in by the protocol tus, one try, and gives the id of its recording. What arrived stays with the server,
 * under the address that `onAddress` tells. Rejects with `ApiFailure`, and with the signal's reason; nothing is given up
 * on the server's side then.
 */
export async function sendFile(file: Blob & { name?: string }, sending: Sending): Promise<string> {
  const { Upload } = await import('tus-js-client');
  const { address, onAddress, onProgress, options, owner, signal } = sending;
  signal.throwIfAborted();
  let upload: Upload | undefined;
  const told = await new Promise<string>((resolve, reject) => {
    upload = new Upload(file, {
      // With an address nothing else will do: of a server that is busy it would begin anew.
      ...(address === undefined ? { endpoint: '/v1/uploads' } : { uploadUrl: address }),
      metadata: { ...options, filename: file.name ?? '', filetype: file.type },
      headers: { 'accept-language': readLanguage(), ...meanTenantOf(owner) },
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => upload?.url && onAddress(new URL(upload.url, location.href).pathname),
      onProgress,
      onError: (error) => reject(describe(error)),
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('upload-recording') ?? ''),
    });
    signal.addEventListener('abort', () => {
      void upload?.abort(false).catch(() => undefined);
      reject(signal.reason);
    });
    upload.start();
  }).catch(async (thrown: unknown) => {
    throw await findReason(thrown, upload?.url ?? address, sending);
  });
  return told || awaitRecording(readId(upload?.url ?? ''), sending);
}

/** Gives an upload up: the server forgets its bytes. */
export async function dropUpload(address: string): Promise<void> {
  const { Upload } = await import('tus-js-client');
  await Upload.terminate(address, { headers: { 'accept-language': readLanguage() } });
}

/** What the server has of an upload, and what became of it. */
export async function lookAtUpload(address: string, owner: string, signal?: AbortSignal) {
  const { data } = await api.GET('/v1/uploads/{id}', {
    params: { path: { id: readId(address) }, header: meanTenantOf(owner) },
    ...(signal ? { signal } : {}),
  });
  if (!data) throw new ApiFailure({ code: 'unreadable' });
  return data;
}

/** Whole files of many hours take a while to become recordings. */
async function awaitRecording(
  id: string,
  { owner, signal }: Pick<Sending, 'owner' | 'signal'>,
): Promise<string> {
  for (;;) {
    signal.throwIfAborted();
    const { error, recording_id: recordingId } = await lookAtUpload(id, owner, signal);
    if (error) throw toFailure(error);
    if (recordingId) return recordingId;
    await new Promise((resolve) => setTimeout(resolve, look));
  }
}

/**
 * A server that refuses a file in its middle may be cut off before its answer is read: it still knows why. What asks how
 * far a file has come is answered without words.
 */
async function findReason(
  thrown: unknown,
  address: string | undefined,
  { owner, signal }: Pick<Sending, 'owner' | 'signal'>,
): Promise<unknown> {
  if (signal.aborted || address === undefined || !(thrown instanceof ApiFailure)) return thrown;
  if (thrown.code !== 'unreadable' && (thrown.status !== 0 || !navigator.onLine)) return thrown;
  const found = await lookAtUpload(address, owner, signal).catch((error: Error) => error);
  if (found instanceof ApiFailure) return found.status === thrown.status ? found : thrown;
  return 'error' in found && found.error ? toFailure(found.error) : thrown;
}

type ToldError = NonNullable<Awaited<ReturnType<typeof lookAtUpload>>['error']>;

export function toFailure({ code, hint, message, request_id: requestId }: ToldError): ApiFailure {
  return new ApiFailure({ code, hint, message, requestId, status: 422 });
}

const readId = (address: string) => address.split('/').at(-1) ?? '';

/** The server's words, where it gave some. */
function describe(error: Error): ApiFailure {
  const { originalResponse: response } = error as {
    originalResponse?: { getStatus(): number; getBody(): string } | null;
  };
  return response
    ? readFailure(response.getStatus(), response.getBody())
    : new ApiFailure({ code: 'offline', cause: error });
}
