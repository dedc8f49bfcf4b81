import { EfirError, isNodeError, tellSystemError, toEfirError } from '../core/errors.ts';

/** What went wrong with a model's files: `cancelled` when the signal fired, `data-directory-unusable` without the right to write. */
export function toModelError(thrown: unknown, signal: AbortSignal | undefined): EfirError {
  if (signal?.aborted) return new EfirError('cancelled', {}, { cause: thrown });
  if (isNodeError(thrown) && ['EACCES', 'EPERM', 'EROFS'].includes(thrown.code ?? '')) {
    const args = { directory: thrown.path ?? '', detail: tellSystemError(thrown) };
    return new EfirError('data-directory-unusable', args, { cause: thrown });
  }
  return toEfirError(thrown);
}
