import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useClient } from '../../src/db/client.ts';
import { makeSamples, type Sound, speech, writeWav } from '../../test/support/audio.ts';
import type { DashboardStack } from '../../test/support/dashboard.ts';
import { type DemoTalk, interview, planning } from './demo-talks.ts';
import { soundOf, writeTalk } from './write-talk.ts';

export const owner = { name: 'Anna Petrova', email: 'anna@example.com', password: 'correct horse battery' };

/** What the pages are shown with, by id. */
export interface Demo {
  readonly planning: string;
  readonly interview: string;
  readonly failed: string;
  readonly webhook: string;
  /** Addresses of pages for people without an account. */
  readonly sharePath: string;
  readonly invitationPath: string;
}

interface Asked {
  /** Without one: `POST` where something is sent. */
  readonly method?: 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly file?: Uint8Array<ArrayBuffer>;
}
export type Call = <Answer>(path: string, asked: Asked) => Promise<Answer>;

/**
 * A tenant as after some weeks of use. Everything comes in by the API, but what the two talks say: the engine of the
 * demonstration has no ear, so their words are written over what it heard.
 */
export async function fillDemo(
  stack: DashboardStack,
  call: Call,
  { hookUrl, migrationUrl }: { readonly migrationUrl: string; readonly hookUrl: string },
): Promise<Demo> {
  // Whoever looked before there was anything has left.
  await call('/v1/me/sessions', { method: 'DELETE' });
  await call('/v1/tenant', { method: 'PATCH', body: { name: 'North Wind Studio' } });
  const talks = [
    await hear(stack, call, planning, migrationUrl),
    await hear(stack, call, interview, migrationUrl),
  ];
  const [planned = '', interviewed = ''] = talks;
  await arrange(stack, call, talks);
  const failed = await send(stack, call, 'Voice memo 14.ogg', [speech(3)], 'model=fail');
  await waitForEnd(call, failed);
  const webhook = await fillSettings(call, { hookUrl, talk: planned });
  const share = await call<{ path: string }>(`/v1/recordings/${planned}/shares`, { body: { audio: true } });
  const invitation = await call<{ path: string }>('/v1/invitations', {
    body: { email: 'chloe@example.com', rank: 'member' },
  });
  // What is still being heard.
  const running: string[] = [];
  for (const [name, seconds] of [
    ['Lecture on tides.mp4', 900],
    ['Call with the library.wav', 600],
    ['Podcast 12, raw.flac', 1200],
  ] as const)
    running.push(await send(stack, call, name, [speech(seconds, 0.2)], 'model=slow'));
  await layInThePast(migrationUrl, [...talks, ...running, failed]);
  for (const id of running.slice(0, 2)) await waitFor(call, id, ({ processed }) => processed > 0);
  await nameWebhook(migrationUrl);
  return {
    planning: planned,
    interview: interviewed,
    failed,
    webhook,
    sharePath: share.path,
    invitationPath: invitation.path,
  };
}

/** Asks as Anna, so that what is made bears her name. */
export async function signUp({ code, url }: DashboardStack): Promise<Call> {
  const agent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:140.0) Gecko/20100101 Firefox/140.0';
  const headers = new Headers({ origin: url, 'user-agent': agent });
  const call: Call = async (path, asked) => {
    const answer = await ask(url + path, headers, asked);
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${said}`);
    const [cookie] = answer.headers.getSetCookie();
    if (cookie) headers.set('cookie', cookie.split(';')[0] ?? '');
    return said === '' ? undefined : JSON.parse(said);
  };
  await call('/v1/auth/setup', { body: { code, ...owner } });
  return call;
}

function ask(address: string, headers: Headers, { body, file, method }: Asked): Promise<Response> {
  const sent = file ?? (body === undefined ? null : JSON.stringify(body));
  headers.set('content-type', file ? 'application/octet-stream' : 'application/json');
  // What says that it is JSON has to be some.
  if (sent === null) headers.delete('content-type');
  return fetch(address, { headers, method: method ?? (sent === null ? 'GET' : 'POST'), body: sent });
}

async function send(stack: DashboardStack, call: Call, name: string, sounds: readonly Sound[], query = '') {
  const path = join(stack.folder, 'demo.wav');
  await writeWav(path, makeSamples(sounds));
  const file = new Uint8Array(await readFile(path));
  const named = encodeURIComponent(name);
  const { id } = await call<{ id: string }>(`/v1/recordings?file_name=${named}&${query}`, { file });
  return id;
}

interface Standing {
  readonly state: string;
  readonly processed: number;
}

const waitForEnd = (call: Call, id: string) =>
  waitFor(call, id, ({ state }) => state === 'succeeded' || state === 'failed');

async function waitFor(call: Call, id: string, isThere: (standing: Standing) => boolean): Promise<void> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const standing = await call<Standing>(`/v1/recordings/${id}`, {});
    if (isThere(standing)) return;
    if (Date.now() > deadline) throw new Error(`The recording ${id} stays ${JSON.stringify(standing)}.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The sound of a talk comes in as every other; its words are written over what the engine made of it. */
async function hear(
  stack: DashboardStack,
  call: Call,
  talk: DemoTalk,
  migrationUrl: string,
): Promise<string> {
  const id = await send(stack, call, talk.fileName, soundOf(talk), `language=${talk.language}`);
  await waitForEnd(call, id);
  await writeTalk(migrationUrl, id, talk);
  return id;
}

/** Folders, tags, a highlight, a correction: and more recordings to stand in the list. */
async function arrange(stack: DashboardStack, call: Call, [planned, interviewed]: readonly string[]) {
  const folder = (name: string) => call<{ id: string }>('/v1/folders', { body: { name } });
  const [meetings, podcast] = [await folder('Meetings'), await folder('Podcast')];
  await call(`/v1/recordings/${planned}/folder`, { method: 'PUT', body: { folder_id: meetings.id } });
  await call(`/v1/recordings/${interviewed}/folder`, { method: 'PUT', body: { folder_id: podcast.id } });
  await call(`/v1/recordings/${planned}/tags`, { method: 'PUT', body: { tags: ['planning', 'subtitles'] } });
  await call(`/v1/recordings/${interviewed}/tags`, { method: 'PUT', body: { tags: ['interview'] } });
  await call(`/v1/recordings/${planned}/highlights`, {
    body: { start: 41, end: 49, note: 'For the announcement' },
  });
  await call(`/v1/recordings/${planned}/transcript/segments/2`, {
    method: 'PATCH',
    body: { text: 'Did anything get lost along the way?' },
  });
  for (const [name, seconds] of [
    ['Voice memo 12.ogg', 9],
    ['Voice memo 13.ogg', 14],
    ['Lecture on lighthouses.mp4', 55],
    ['Episode 11, final cut.flac', 80],
  ] as const) {
    const id = await send(stack, call, name, [speech(seconds, 0.2)]);
    await waitForEnd(call, id);
    if (name.startsWith('Episode'))
      await call(`/v1/recordings/${id}/folder`, { method: 'PUT', body: { folder_id: podcast.id } });
  }
}

/** Gives the webhook that was told of something. */
async function fillSettings(call: Call, { hookUrl, talk }: { hookUrl: string; talk: string }) {
  await call('/v1/api-keys', {
    body: { name: 'Archive import', scopes: ['recordings:read', 'recordings:write'] },
  });
  await call('/v1/vocabulary', {
    method: 'PUT',
    body: {
      hot_words: ['Efir', 'Tromsø', 'nyckelharpa', 'North Wind', 'Спидола'],
      spellings: [
        { heard: 'ether', write: 'Efir' },
        { heard: 'tromso', write: 'Tromsø' },
      ],
    },
  });
  await call('/v1/retention', {
    method: 'PUT',
    body: { audio_days: 90, transcript_days: null, task_days: 30 },
  });
  const webhook = await call<{ id: string }>('/v1/webhooks', { body: { url: hookUrl } });
  await call(`/v1/recordings/${talk}/transcript/segments/13`, {
    method: 'PATCH',
    body: { text: 'There is a quieter take of that answer. I put a note at the place where it starts.' },
  });
  await call(`/v1/recordings/${talk}/transcript/segments/18`, {
    method: 'PATCH',
    body: { text: 'I would love to hear that in either case.' },
  });
  return webhook.id;
}

/**
 * As if they had come in one after the other for two weeks: `latest` within the last hours, the first of them last. The
 * queue has a week behind it, with busy middays.
 */
function layInThePast(migrationUrl: string, latest: readonly string[]): Promise<void> {
  return useClient(migrationUrl, 'efir demo', async (client) => {
    await client.query(
      `update recordings set created_at = past.at,
         started_at = case when finished_at is null then started_at else past.at end,
         finished_at = case when finished_at is null then null else past.at + interval '1 minute' end
       from (select id, case when place is null
                 then now() - interval '31 hours' * row_number() over (partition by place is null order by created_at desc, id)
                 else now() - interval '17 minutes' * place end as at
             from (select id, created_at, array_position($1::uuid[], id) as place from recordings) known) past
       where past.id = recordings.id`,
      [latest],
    );
    await client.query(
      `insert into queue_history (minute, queue, waiting, running)
       select minute, 'demo', greatest(0, round(9 * busy - 3.5)), least(4, round(5 * busy))
       from (select minute, greatest(0, sin(pi() * (extract(hour from minute) + extract(minute from minute) / 60 - 6) / 14))
                 * (0.75 + 0.25 * sin(extract(epoch from minute) / 1700)) as busy
             from generate_series(date_trunc('minute', now()) - interval '7 days', now(),
                                  interval '1 minute') minute) made
       on conflict do nothing`,
    );
  });
}

/** By now it was told of all that happened, at a place that is no address to show. */
function nameWebhook(migrationUrl: string): Promise<void> {
  return useClient(migrationUrl, 'efir demo', async (client) => {
    await client.query(`update webhooks set url = 'https://hooks.example.com/efir'`);
  });
}
