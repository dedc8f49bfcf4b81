import { readFileSync } from 'node:fs';
import { EfirError, toEfirError } from '../core/errors.ts';

/**
 * Turns a failure into `memory-short` {model, needs, free} where memory was its reason: libraries say so in their last
 * words, and the kernel kills without a word but counts it (`killsBefore`: its count when the host began). A model that
 * could not be loaded although there is far more than it needs is none of these: broken files ask for absurd amounts.
 */
export function tellMemory(
  thrown: unknown,
  needs: { readonly title: string; readonly megabytes: number },
  { killsBefore, loading }: { killsBefore: number; loading: boolean },
): unknown {
  const error = toEfirError(thrown);
  if (!memoryCodes.has(error.code)) return thrown;
  const detail = String(error.args['detail'] ?? '');
  const free = Math.floor(process.availableMemory() / 1e6);
  const killed = detail.startsWith('signal SIGKILL') && countMemoryKills() > killsBefore;
  const refused = refusal.test(detail) && !(loading && free > 2 * needs.megabytes);
  if (!(killed || refused)) return thrown;
  const { title: model, megabytes } = needs;
  return new EfirError('memory-short', { model, needs: Math.ceil(megabytes), free }, { cause: thrown });
}

const memoryCodes = new Set<string>(['engine-host-died', 'engine-failed', 'model-corrupt']);
/** C++, ONNX Runtime, V8 and the C library, in this order. */
const refusal = /bad_alloc|failed to allocate|out of memory|allocation failed|cannot allocate memory/i;

/** How many processes the kernel has killed for want of memory since it began; 0 where it does not say. */
export function countMemoryKills(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
