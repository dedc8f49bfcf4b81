import createClient, { type Middleware } from 'openapi-fetch';
import { readLanguage } from '../texts/language.ts';
import { ApiFailure, toApiFailure } from './api-failure.ts';
import { noteAnswer } from './connection.ts';
import type { components, paths } from './schema.d.ts';
import { takeEarly } from './take-early.ts';

type Schemas = components['schemas'];
export type Folder = Schemas['Folder'];
export type Recording = Schemas['Recording'];
export type Transcript = Schemas['Transcript'];

/** Answers come worded in the language of the page; every other answer than one of success is thrown. */
const worded: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', readLanguage());
    return request;
  },
  async onResponse({ response }) {
    // What stands before the server speaks for it in these ways when it is not there.
    noteAnswer(![502, 503, 504].includes(response.status));
    if (!response.ok) throw await toApiFailure(response);
  },
  onError({ error }) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) noteAnswer(false);
    return error instanceof ApiFailure ? error : new ApiFailure({ code: 'offline', cause: error });
  },
};

/** The API as it describes itself. Rejects with `ApiFailure`; that with the code `offline` got no answer at all. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  fetch: takeEarly,
});
api.use(worded);
