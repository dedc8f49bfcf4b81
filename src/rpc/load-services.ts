import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { EfirError } from '../core/errors.ts';
import type { RpcService } from './service.ts';

const here = new URL('./', import.meta.url);

/**
 * Finds the services that are there, in `<folder>/**\/<name>.service.ts`, and loads those that are switched on. Rejects
 * with `setting-invalid` for a name that no file has, and with `internal` for a file that holds no service.
 */
export async function loadServices(enabled: readonly string[], folder: URL = here): Promise<RpcService[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.service.ts'));
  const byName = new Map(files.map((file) => [basename(file, '.service.ts'), file]));
  return Promise.all(
    [...new Set(enabled)].map((name) => {
      const file = byName.get(name);
      if (file === undefined) {
        const accepts = [...byName.keys()].toSorted().join(', ');
        throw new EfirError('setting-invalid', { name: 'RPC_SERVICES', value: name, accepts });
      }
      return loadService(name, new URL(file, folder));
    }),
  );
}

async function loadService(name: string, file: URL): Promise<RpcService> {
  const { service } = (await import(file.href)) as { service?: Partial<RpcService> };
  if (service?.name !== name || !service.methods?.execute) {
    throw new EfirError('internal', {
      detail: `${name}.service.ts exports no service of its name with the method execute`,
    });
  }
  return service as RpcService;
}
