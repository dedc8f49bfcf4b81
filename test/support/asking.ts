// Requests with JSON in and out, and what came of them, where a test reads the same fields of most answers:
//
//   const ask = askAt<Body>(() => door);
//   expect(refusal(await ask('POST', '/v1/folders', { name: '' }))).toEqual([400, 'request-invalid']);

import type { TestApi } from './api.ts';

interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body & { readonly error: { readonly code: string } };
}

interface Asked {
  readonly headers?: Record<string, string>;
  /** The door's own where nothing is said; nobody's where it is empty. */
  readonly key?: string;
}

/** The door is asked for at each request: it opens after the tests are laid out. */
export function askAt<Body>(open: () => TestApi) {
  return async (method: string, path: string, body?: unknown, asked: Asked = {}): Promise<Answer<Body>> => {
    const { headers = {}, key = open().key } = asked;
    const answer = await open().fetch(path, {
      ...(key === '' ? {} : { key }),
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers };
  };
}

/** `[409, 'folder-exists']`. */
export const refusal = ({ body, status }: Answer<unknown>) => [status, body.error.code];
