import type { FileToSend } from '../../ports/messenger.ts';

/** Whether a value among the parameters of a call is bytes to send along. */
export function isFileToSend(value: unknown): value is FileToSend {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bytes' in value &&
    value.bytes instanceof Uint8Array &&
    'name' in value &&
    typeof value.name === 'string'
  );
}
