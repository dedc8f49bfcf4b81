import { get as httpGet, type IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

interface Feed {
  readonly status: number | undefined;
  readonly events: EventSourceMessage[];
  readonly answer: IncomingMessage;
  readonly ended: Promise<void>;
}

/** Follows all recordings; resolves when the head is there. */
function follow(
  options: { after?: string; key?: string; url?: string; language?: string } = {},
): Promise<Feed> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.key ?? door.key}`,
    'accept-language': options.language ?? 'en',
  };
  if (options.after !== undefined) headers['last-event-id'] = options.after;
  return new Promise((resolve, reject) => {
    httpGet(new URL('/v1/events', options.url ?? door.api.url), { headers }, (answer) => {
      const events: EventSourceMessage[] = [];
      const parser = createParser({ onEvent: (event) => void events.push(event) });
      answer.setEncoding('utf8').on('data', (text) => parser.feed(text));
      const ended = new Promise<void>((done) => answer.once('close', done));
      resolve({ status: answer.statusCode, events, answer, ended });
    }).once('error', reject);
  });
}

async function followReady(options: Parameters<typeof follow>[0] = {}): Promise<Feed> {
  const feed = await follow(options);
  await expect.poll(() => namesOf(feed), { timeout: 10_000 }).toContain('ready');
  return feed;
}

const tells = (data: object, part: object) =>
  Object.entries(part).every(([name, value]) => isDeepStrictEqual(Reflect.get(data, name), value));

const patient = { timeout: 10_000 };
const namesOf = (feed: Feed) => feed.events.map((event) => event.event);
/** What a feed told of one recording, in order. */
function toldOf(feed: Feed, id: string) {
  return feed.events.flatMap((event) => {
    const data = JSON.parse(event.data) as { id?: string; state?: string };
    return data.id === id ? [`${event.event} ${data.state ?? ''}`.trim()] : [];
  });
}

describe('the events of all recordings', () => {
  test('tell of what comes, changes and goes, each with the recording as lists show it', async () => {
    const feed = await followReady();
    expect(feed.answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const { id } = await uploadRecording(door);
    await expect.poll(() => toldOf(feed, id), patient).toEqual(['created queued']);
    await happen(door, id, wholeStory);
    await expect.poll(() => toldOf(feed, id).at(-1), patient).toBe('changed succeeded');
    const list = (await (await door.fetch('/v1/recordings', { key: door.key })).json()) as {
      recordings: { id: string }[];
    };
    const last = feed.events.findLast((event) => event.event === 'changed');
    expect(JSON.parse(last?.data ?? '')).toEqual(list.recordings.find((one) => one.id === id));
    await door.fetch(`/v1/recordings/${id}`, { key: door.key, method: 'DELETE' });
    await expect.poll(() => toldOf(feed, id).at(-1), patient).toBe('deleted');
    feed.answer.destroy();
  });

  test('tell of what was moved, tagged and named, also by way of its folder or its tag', async () => {
    const feed = await followReady();
    const { id } = await uploadRecording(door);
    const ask = async (method: string, path: string, body?: object) => {
      const json = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const answer = await door.fetch(path, { key: door.key, method, ...json });
      expect(answer.ok, path).toBe(true);
      return answer.status === 204 ? { id: '' } : ((await answer.json()) as { id: string });
    };
    const isTold = (part: object) =>
      expect
        .poll(() => feed.events.some(({ data }) => tells(JSON.parse(data), { id, ...part })), patient)
        .toBe(true);
    const folder = await ask('POST', '/v1/folders', { name: 'Talks' });
    await ask('PUT', `/v1/recordings/${id}/folder`, { folder_id: folder.id });
    await isTold({ folder_id: folder.id });
    await ask('PUT', `/v1/recordings/${id}/tags`, { tags: ['plan'] });
    await isTold({ tags: ['plan'] });
    await ask('PATCH', '/v1/tags/plan', { name: 'plans' });
    await isTold({ tags: ['plans'] });
    await ask('PATCH', `/v1/recordings/${id}`, { file_name: 'Named' });
    await isTold({ file_name: 'Named' });
    await ask('DELETE', '/v1/tags/plans');
    await ask('DELETE', `/v1/folders/${folder.id}`);
    await isTold({ tags: [], folder_id: null, file_name: 'Named' });
    feed.answer.destroy();
  });

  test('go on behind the event that was heard last, also at another process and after a restart', async () => {
    const first = await followReady();
    const kept = await uploadRecording(door);
    await expect.poll(() => toldOf(first, kept.id), patient).toEqual(['created queued']);
    const after = first.events.findLast((event) => event.id !== undefined)?.id ?? '';
    first.answer.destroy();
    await first.ended;
    const gone = await uploadRecording(door);
    await happen(door, kept.id, wholeStory);
    await door.fetch(`/v1/recordings/${gone.id}`, { key: door.key, method: 'DELETE' });
    const another = await door.openAnother();
    const second = await followReady({ after, url: another.url });
    expect(toldOf(second, kept.id).at(-1)).toMatch(/succeeded$/);
    expect(toldOf(second, gone.id)).toEqual(['deleted']);
    expect(namesOf(second)).not.toContain('reset');
    second.answer.destroy();
    await another.close();
    await door.restart();
    const third = await followReady({ after });
    expect(toldOf(third, kept.id).at(-1)).toMatch(/succeeded$/);
    third.answer.destroy();
  });

  test.each([
    ['of another make', 'seven'],
    ['of long ago', `12.${Date.now() - 2 * 3_600_000}`],
    ['that this database never was at', `99999999999999.${Date.now()}`],
  ])('begin anew with a reset for a place %s', async (_name, after) => {
    const feed = await followReady({ after });
    expect(namesOf(feed).slice(0, 2)).toEqual(['reset', 'ready']);
    feed.answer.destroy();
  });

  test('say reset to who missed more than is told one by one', async () => {
    const tenant = await door.db.createTenant();
    const key = await door.createKey(tenant);
    const first = await followReady({ key });
    const after = first.events.at(-1)?.id ?? '';
    first.answer.destroy();
    await door.db.query(
      `insert into deleted_recordings (tenant_id, id) select $1, gen_random_uuid() from generate_series(1, 501)`,
      [tenant],
    );
    const second = await followReady({ key, after });
    expect(namesOf(second)).toContain('reset');
    expect(namesOf(second)).not.toContain('deleted');
    second.answer.destroy();
  });

  test('are of one tenant, and in the language of each listener', async () => {
    const tenant = await door.db.createTenant();
    const strangers = await followReady({ key: await door.createKey(tenant) });
    const [english, russian] = [await followReady(), await followReady({ language: 'ru' })];
    const { id } = await uploadRecording(door);
    const error = { code: 'media-no-audio', args: {} } as const;
    await happen(door, id, [
      { type: 'started', worker_id: 'a-worker' },
      { type: 'dead', error },
    ]);
    const wording = (feed: Feed) => {
      const last = feed.events.findLast(
        (event) => event.data.includes(id) && event.data.includes('media-no-audio'),
      );
      return (JSON.parse(last?.data ?? '{}') as { error?: { message: string } }).error?.message;
    };
    await expect.poll(() => wording(english), patient).toMatch(/[a-z]/i);
    await expect.poll(() => wording(russian), patient).toMatch(/[а-я]/i);
    expect(namesOf(strangers)).toEqual(['ready']);
    for (const feed of [strangers, english, russian]) feed.answer.destroy();
  });

  test('miss nothing that commits late, and nothing of many listeners is read twice', async () => {
    const feeds = await Promise.all(Array.from({ length: 20 }, () => followReady()));
    const late = await uploadRecording(door);
    await expect.poll(() => toldOf(feeds[0] as Feed, late.id), patient).toEqual(['created queued']);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    // Begins before the next recording, and commits behind it.
    const slow = door.db.database.withTenant(door.tenantId, async (tx) => {
      await tx
        .insertInto('recording_events')
        .values({
          ...{ tenant_id: door.tenantId, recording_id: late.id as never, number: 900, type: 'media' },
          data: '{}',
        })
        .execute();
      await held;
    });
    const { id } = await uploadRecording(door);
    await expect.poll(() => toldOf(feeds[0] as Feed, id), patient).toEqual(['created queued']);
    release();
    await slow;
    for (const feed of feeds) {
      await expect.poll(() => toldOf(feed, late.id), patient).toHaveLength(2);
      expect(toldOf(feed, id)).toEqual(['created queued']);
      feed.answer.destroy();
    }
  });

  test('end with a word for who reads too slowly, and that one may come again', async () => {
    const tenant = await door.db.createTenant();
    const key = await door.createKey(tenant);
    const slow = await followReady({ key });
    const after = slow.events.at(-1)?.id ?? '';
    slow.answer.pause();
    // More than sockets hold on both sides.
    for (let round = 0; round < 30; round += 1) {
      await door.db.query(
        `insert into deleted_recordings (tenant_id, id) select $1, gen_random_uuid() from generate_series(1, 1500)`,
        [tenant],
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
      door.db.database.hints.send('recording', 'any');
      await new Promise((resolve) => setTimeout(resolve, 230));
    }
    slow.answer.resume();
    await slow.ended;
    expect(slow.events.at(-1)).toMatchObject({ event: 'end', data: '{"reason":"slow"}' });
    const again = await followReady({ key, after });
    expect(namesOf(again)).toContain('reset');
    again.answer.destroy();
  });

  test('tell how those stand that wait', async () => {
    const { id } = await uploadRecording(door);
    const feed = await followReady();
    await expect.poll(() => namesOf(feed), { timeout: 10_000 }).toContain('standings');
    const message = feed.events.find((event) => event.event === 'standings');
    const { standings } = JSON.parse(message?.data ?? '') as {
      standings: { id: string; processed: number }[];
    };
    expect(standings.find((one) => one.id === id)).toMatchObject({ processed: 0, seconds_left: null });
    feed.answer.destroy();
  });

  test('are for those who may read, and for so many of an account', async () => {
    expect((await follow({ key: 'efir_nothing' })).status).toBe(401);
    const writer = await door.createKey(door.tenantId, ['recordings:write']);
    expect((await follow({ key: writer })).status).toBe(403);
    const key = await door.createKey(await door.db.createTenant());
    const feeds = await Promise.all(Array.from({ length: 200 }, () => follow({ key })));
    expect(feeds.every((feed) => feed.status === 200)).toBe(true);
    expect((await follow({ key })).status).toBe(429);
    for (const feed of feeds) feed.answer.destroy();
    await Promise.all(feeds.map((feed) => feed.ended));
    await expect.poll(async () => (await door.fetch('/v1/recordings', { key })).status).toBe(200);
  });

  test('end with the server', async () => {
    const another = await door.openAnother();
    const feed = await followReady({ url: another.url });
    await another.close();
    await feed.ended;
    expect(feed.events.at(-1)).toMatchObject({ event: 'end', data: '{"reason":"closing"}' });
  });
});
