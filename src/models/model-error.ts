import { EfirError, isNodeError, toEfirError } from '../core/errors.ts';

/** What went wrong with a model's files: `cancelled` when the signal fired, `output-unwritable` without the right to write. */
export function toModelError(thrown: unknown, signal: AbortSignal | undefined): EfirError {
  if (signal?.aborted) return new EfirError('cancelled', {}, { cause: thrown });
  if (isNodeError(thrown) && ['EACCES', 'EPERM', 'EROFS'].includes(thrown.code ?? '')) {
    return new EfirError(
      'output-unwritable',
      { path: thrown.path ?? '', detail: thrown.code ?? '' },
      { cause: thrown },
    );
  }
  return toEfirError(thrown);
}
