import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EfirError } from '../../../core/errors.ts';

export type Provider = 'cpu' | 'cuda';

/** Where to look; tests have places of their own. */
export interface ProviderPlaces {
  /** Folder of the engine's binaries. */
  readonly binaries: string;
  /** Files of which one is there where there is an NVIDIA card: Linux, and Linux inside Windows. */
  readonly cards: readonly string[];
}

/**
 * Decides where models run, before one is loaded: left to itself the library says on stderr that it has no CUDA and
 * takes the processor. `auto` takes the card where everything is there, else the processor. `cuda` rejects with
 * `provider-missing` {provider, detail} where something is lacking; so does a provider that we do not know.
 */
export function findProvider(
  wanted: unknown = 'cpu',
  places: ProviderPlaces = { binaries: findBinaries(), cards: nvidiaCards },
): Provider {
  if (wanted === 'cpu') return 'cpu';
  const lack = wanted === 'cuda' || wanted === 'auto' ? findLack(places) : `there is only ${known}`;
  if (lack === undefined) return 'cuda';
  if (wanted === 'auto') return 'cpu';
  throw new EfirError('provider-missing', { provider: String(wanted), detail: lack });
}

const known = 'cpu, cuda and auto';
const nvidiaCards = ['/dev/nvidiactl', '/dev/dxg'];
/** What a build with CUDA has beside the library itself. */
const cudaLibrary = 'libonnxruntime_providers_cuda.so';

function findLack({ binaries, cards }: ProviderPlaces): string | undefined {
  if (!existsSync(join(binaries, cudaLibrary))) {
    return `the build of sherpa-onnx here is for the processor only, there is no ${cudaLibrary} beside it`;
  }
  return cards.some(existsSync) ? undefined : 'no NVIDIA graphics card is visible';
}

function findBinaries(): string {
  const name = `sherpa-onnx-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const library = createRequire(require.resolve('sherpa-onnx-node'));
    return dirname(library.resolve(`${name}/package.json`));
  } catch {
    // Without binaries nothing can be loaded: `engine-missing` says so.
    return '';
  }
}
