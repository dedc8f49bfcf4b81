// Somebody who puts transcripts right, over HTTP:
//
//   const editor = createEditor(door);
//   const id = await editor.addTalk();
//   await editor.correct(id, 0, { text: 'what was said' });

import type { ErrorBody } from '../../src/apps/api/schemas/error.ts';
import type { Transcript } from '../../src/compute/speech/transcript.ts';
import type { TestApi } from './api.ts';
import { happen, talkStory, uploadRecording } from './recordings.ts';

type Headers = Record<string, string>;

export function createEditor(door: TestApi) {
  const send = (method: string, path: string, body?: unknown, headers: Headers = {}) =>
    door.fetch(`/v1/recordings/${path}`, {
      key: door.key,
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const get = (path: string, headers?: Headers) => send('GET', path, undefined, headers);
  return {
    send,
    get,
    /** A finished recording: two segments of the first speaker, one of the second. */
    async addTalk(): Promise<string> {
      const { id } = await uploadRecording(door);
      await happen(door, id, talkStory);
      return id;
    },
    correct: (id: string, index: number | string, body: unknown, headers?: Headers) =>
      send('PATCH', `${id}/transcript/segments/${index}`, body, headers),
    name: (id: string, speaker: string, body: unknown) =>
      send('PATCH', `${id}/speakers/${encodeURIComponent(speaker)}`, body),
    revert: (id: string, version: number, headers?: Headers) =>
      send('POST', `${id}/transcript/revert`, { version }, headers),
    read: async (id: string, version?: number) => {
      const answer = await get(`${id}/transcript${version === undefined ? '' : `?version=${version}`}`);
      return (await answer.json()) as Transcript;
    },
  };
}

export async function refusalOf(asked: Promise<Response>): Promise<[number, string]> {
  const answer = await asked;
  return [answer.status, ((await answer.json()) as ErrorBody).error.code];
}

export async function messageOf(asked: Promise<Response>): Promise<string> {
  return ((await (await asked).json()) as ErrorBody).error.message;
}
