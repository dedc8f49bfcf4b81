import { get as httpGet, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import {
  happen,
  makePiece,
  makeSegment,
  succeeded,
  uploadRecording,
  wholeStory,
} from '../../../test/support/recordings.ts';
import type { RecordingBody } from './schemas/recording.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

interface Stream {
  readonly status: number | undefined;
  /** Those that are stored, with numbers. */
  readonly events: EventSourceMessage[];
  /** Data of those that tell of the moment. */
  readonly moments: { place: number | null; seconds_left: number | null }[];
  readonly answer: IncomingMessage;
  readonly ended: Promise<void>;
}

/** Opens a stream; resolves when its head is there. */
function listen(id: string, options: { lastEventId?: number; key?: string } = {}): Promise<Stream> {
  const headers: Record<string, string> = { authorization: `Bearer ${options.key ?? door.key}` };
  if (options.lastEventId !== undefined) headers['last-event-id'] = String(options.lastEventId);
  return new Promise((resolve, reject) => {
    httpGet(new URL(`/v1/recordings/${id}/events`, door.api.url), { headers }, (answer) => {
      const events: EventSourceMessage[] = [];
      const moments: Stream['moments'] = [];
      const parser = createParser({
        onEvent: (event) =>
          event.id === undefined ? moments.push(JSON.parse(event.data)) : events.push(event),
      });
      answer.setEncoding('utf8').on('data', (text) => parser.feed(text));
      const ended = new Promise<void>((done) => answer.once('close', done));
      resolve({ status: answer.statusCode, events, moments, answer, ended });
    }).once('error', reject);
  });
}

const numbers = (events: readonly EventSourceMessage[]) => events.map((event) => Number(event.id));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('the events of a recording', () => {
  test('come as they happen, and the stream ends with the recording', async () => {
    const { id } = await uploadRecording(door);
    const stream = await listen(id);
    expect(stream.answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    await expect.poll(() => stream.events.map((event) => event.event)).toEqual(['state']);
    await happen(door, id, wholeStory.slice(0, 3));
    await expect
      .poll(() => stream.events.map((event) => event.event))
      .toEqual(['state', 'state', 'media', 'segment', 'segment', 'progress']);
    await happen(door, id, wholeStory.slice(3));
    await stream.ended;
    const told = stream.events.map((event) => [event.event, JSON.parse(event.data)]);
    expect(numbers(stream.events)).toEqual(upTo(stream.events.length));
    expect(told).toContainEqual(['segment', { index: 2, start: 2, end: 3, text: 'word2 more' }]);
    expect(told.slice(-2)).toEqual([
      [
        'completed',
        expect.objectContaining({ language: 'en', engine: 'scripted', model: 'default', quality: 'low' }),
      ],
      ['state', { state: 'succeeded' }],
    ]);
  });

  test('tell the place in the queue while it waits, and the time left while it is in work', async () => {
    const tenantId = await door.db.createTenant();
    const key = await door.createKey(tenantId);
    const first = await uploadRecording(door, { key });
    const second = await uploadRecording(door, { key });
    const get = async (id: string) =>
      (await (await door.fetch(`/v1/recordings/${id}`, { key })).json()) as RecordingBody;
    // The queues are looked at every few seconds.
    await expect
      .poll(async () => (await get(second.id)).place, { timeout: 20_000, interval: 500 })
      .toBeGreaterThan(0);
    const ahead = (await get(first.id)).place ?? -1;
    expect((await get(second.id)).place).toBe(ahead + 1);

    const stream = await listen(second.id, { key });
    await expect.poll(() => stream.moments.at(-1)?.place).toBe(ahead + 1);
    await happen(door, second.id, wholeStory.slice(0, 3), tenantId);
    await happen(door, second.id, [{ type: 'progress', processed: 5 }], tenantId);
    await expect.poll(async () => (await get(second.id)).seconds_left).toEqual(expect.any(Number));
    expect(await get(second.id)).toMatchObject({ state: 'running', place: null });
    await expect
      .poll(() => stream.moments.at(-1), { timeout: 20_000 })
      .toMatchObject({
        place: null,
        seconds_left: expect.any(Number),
      });
    await happen(door, second.id, [succeeded], tenantId);
    await stream.ended;
    expect(await get(second.id)).toMatchObject({ state: 'succeeded', place: null, seconds_left: null });
  });

  test('are told from the first one to those who come late', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, wholeStory);
    const stream = await listen(id);
    await stream.ended;
    expect(
      stream.events.filter((event) => event.event === 'segment').map((event) => JSON.parse(event.data).index),
    ).toEqual([0, 1, 2]);
    expect(numbers(stream.events)).toEqual(upTo(stream.events.length));
  });

  test('go on behind Last-Event-ID; who has everything gets 204', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, wholeStory);
    const all = await listen(id);
    await all.ended;
    const rest = await listen(id, { lastEventId: 4 });
    await rest.ended;
    expect(numbers(rest.events)).toEqual(upTo(all.events.length).slice(4));
    const nothing = await listen(id, { lastEventId: all.events.length });
    expect(nothing.status).toBe(204);
    nothing.answer.resume();
  });

  test('word a failure in the stream', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [
      { type: 'dead', error: { code: 'media-damaged', args: { detail: 'no frame' } } },
    ]);
    const stream = await listen(id);
    await stream.ended;
    expect(JSON.parse(stream.events.at(-1)?.data ?? '')).toMatchObject({
      state: 'failed',
      error: {
        code: 'media-damaged',
        message: expect.stringContaining('no frame'),
        hint: expect.any(String),
      },
    });
  });

  test('reach many listeners, who come and go while events are written, without gap or double', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [wholeStory[0] ?? succeeded]);
    const pieces = 120;
    const listeners = Promise.all(Array.from({ length: 6 }, (_, index) => followWithBreaks(id, index)));
    for (let piece = 0; piece < pieces; piece += 1)
      await happen(door, id, [makePiece(piece, [makeSegment(piece)])]);
    await happen(door, id, [succeeded]);
    for (const events of await listeners) {
      expect(numbers(events)).toEqual(upTo(events.length));
      const segments = events
        .filter((event) => event.event === 'segment')
        .map((event) => JSON.parse(event.data).index);
      expect(segments).toEqual(Array.from({ length: pieces }, (_, index) => index));
      expect(events.at(-1)?.data).toBe('{"state":"succeeded"}');
    }
  });

  test('end when the recording is deleted', async () => {
    const { id } = await uploadRecording(door);
    const stream = await listen(id);
    await door.fetch(`/v1/recordings/${id}`, { key: door.key, method: 'DELETE' });
    await stream.ended;
    expect(stream.status).toBe(200);
  });

  test('of a recording that is not there, or not one’s own, are not found', async () => {
    const { id } = await uploadRecording(door);
    const stranger = await door.createKey(await door.db.createTenant());
    for (const stream of [
      await listen('00000000-0000-7000-8000-000000000000'),
      await listen(id, { key: stranger }),
    ]) {
      expect(stream.status).toBe(404);
      stream.answer.resume();
    }
  });

  test('do not pile up for a listener that stopped reading', async () => {
    const { id } = await uploadRecording(door);
    const text = 'x'.repeat(50_000);
    const pieces = 400;
    for (let piece = 0; piece < pieces; piece += 1) {
      await happen(door, id, [makePiece(piece, [{ ...makeSegment(piece), text }])]);
    }
    const sockets: Socket[] = [];
    door.api.server.server.on('connection', (socket) => sockets.push(socket));
    const stream = await listen(id);
    stream.answer.pause();
    await sleep(1_000);
    // 20 MB wait for this listener: they wait in the database, not here.
    expect(sockets.reduce((sum, socket) => sum + socket.writableLength, 0)).toBeLessThan(1_000_000);
    stream.answer.resume();
    await happen(door, id, [succeeded]);
    await stream.ended;
    expect(numbers(stream.events)).toEqual(upTo(stream.events.length));
  });
});

/** Follows to the end, hanging up after some events and coming back with the last number, as browsers do. */
async function followWithBreaks(id: string, seed: number): Promise<EventSourceMessage[]> {
  const events: EventSourceMessage[] = [];
  for (let round = 0; events.at(-1)?.data !== '{"state":"succeeded"}'; round += 1) {
    const last = Number(events.at(-1)?.id ?? 0);
    const stream = await listen(id, { lastEventId: last });
    const enough = 5 + ((seed * 7 + round * 3) % 20);
    await new Promise<void>((resolve) => {
      void stream.ended.then(resolve);
      if (seed > 0) stream.answer.on('data', () => stream.events.length >= enough && resolve());
    });
    stream.answer.destroy();
    events.push(...stream.events);
  }
  return events;
}

test('a closing server ends its streams', async () => {
  const own = await startTestApi();
  const { id } = await uploadRecording(own);
  const answer = await own.fetch(`/v1/recordings/${id}/events`, { key: own.key });
  const reading = answer.text();
  await own.close();
  expect(await reading).toContain('event: state');
});
