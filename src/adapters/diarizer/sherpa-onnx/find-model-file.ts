import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EfirError } from '../../../core/errors.ts';

/**
 * The ONNX file in a model's folder, the quantised one first. Rejects with `model-missing` where there is no folder, with
 * `model-corrupt` where there is no such file in it.
 */
export async function findModelFile(directory: string | undefined, part: string): Promise<string> {
  if (directory === undefined) throw new EfirError('model-missing', { model: part });
  const model = basename(directory);
  const names = await readdir(directory).catch((cause: unknown) => {
    throw new EfirError('model-missing', { model }, { cause });
  });
  const file = names
    .filter((name) => name.endsWith('.onnx'))
    .toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other))[0];
  if (file === undefined)
    throw new EfirError('model-corrupt', { model, detail: 'its folder lacks an ONNX file' });
  return join(directory, file);
}

/** Catalogue folders have `model.onnx`; where an operator put a smaller one beside it, he means that. */
function rank(name: string): number {
  if (name.includes('int8')) return 0;
  return name === 'model.onnx' ? 1 : 2;
}
