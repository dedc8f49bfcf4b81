import { ApiFailure, readFailure } from '../api/api-failure.ts';
import { readLanguage } from '../texts/language.ts';

interface Sending {
  /** Bytes that are on their way or there. */
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a recording in, and gives its id. The one request that is written by hand: nothing else tells how far it is.
 * Rejects with `ApiFailure`, and with the signal's reason.
 */
export function sendFile(file: File, { onProgress, signal }: Sending): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/v1/recordings?file_name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept-language', readLanguage());
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onerror = () => reject(new ApiFailure({ code: 'offline' }));
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      if (request.status === 202) resolve((JSON.parse(request.responseText) as { id: string }).id);
      else reject(readFailure(request.status, request.responseText));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
