// Requests of the protocol tus, one by one, as no client would send them:
//
//     const { ask, begin, patch } = tusAt(() => door);

import { expect } from 'vitest';
import type { TestApi } from './api.ts';

interface Asked {
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

export const tus = { 'tus-resumable': '1.0.0' };
export const patchHeaders = { ...tus, 'content-type': 'application/offset+octet-stream' };

export const encode = (text: string) => Buffer.from(text).toString('base64');

/** The door is asked for at each request: it opens after the tests are laid out. */
export function tusAt(open: () => TestApi) {
  const ask = (method: string, path: string, { body, headers, key }: Asked = {}): Promise<Response> =>
    open().fetch(path, {
      ...{ key: key ?? open().key, method },
      headers: { ...tus, ...headers },
      ...(body ? { body } : {}),
    });
  return {
    ask,
    /** Gives the address of a new upload. */
    async begin(bytes: number, metadata?: string, key?: string): Promise<string> {
      const headers = {
        'upload-length': String(bytes),
        ...(metadata === undefined ? {} : { 'upload-metadata': metadata }),
      };
      const answer = await ask('POST', '/v1/uploads', { headers, ...(key ? { key } : {}) });
      expect([answer.status, answer.status === 201 ? '' : await answer.text()]).toEqual([201, '']);
      return answer.headers.get('location') ?? '';
    },
    patch: (path: string, offset: number, body: Uint8Array<ArrayBuffer>, key?: string): Promise<Response> =>
      ask('PATCH', path, {
        ...{ body, headers: { ...patchHeaders, 'upload-offset': String(offset) } },
        ...(key ? { key } : {}),
      }),
    look: async (path: string): Promise<Record<string, unknown>> => (await ask('GET', path)).json() as never,
    /** What lies in the blob store of parts, whoever's. */
    listParts: async () => (await open().listBlobFiles()).filter((file) => file.includes('/parts/')),
    countRecordings: async () => (await open().db.query('select 1 from recordings')).length,
  };
}

/** `409 upload-offset-wrong`. */
export async function codeOf(answer: Response): Promise<string> {
  const body = (await answer.json()) as { error: { code: string } };
  return `${answer.status} ${body.error.code}`;
}
