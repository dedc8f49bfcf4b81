import { describe, expect, it } from 'vitest';
import { createPieceQueue, type PieceOfWork, type PieceQueue, type RecordingInWork } from './piece-queue.ts';

/** Lets promises that are due be heard. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A play of pieces: who is at work, and how each is ended. */
function createPlay(queue: PieceQueue) {
  const order: string[] = [];
  const atWork = new Map<string, () => void>();
  return {
    order,
    atWork,
    enter: (
      name: string,
      recording: RecordingInWork,
      more: Partial<PieceOfWork> = {},
      signal?: AbortSignal,
    ) => {
      const piece = { threads: 1, host: 'one', streams: 100, recording, ...more };
      return queue.enter(piece, signal).then((giveBack) => {
        order.push(name);
        atWork.set(name, giveBack);
      });
    },
    end: async (name: string) => {
      atWork.get(name)?.();
      atWork.delete(name);
      await settled();
    },
  };
}

describe('the queue of pieces', () => {
  it('never has more threads at work than there are cores, whatever the hosts', async () => {
    const play = createPlay(createPieceQueue(2));
    for (const name of ['a', 'b', 'c']) void play.enter(name, { secondsLeft: 9 }, { host: name });
    await settled();
    expect([...play.atWork.keys()]).toEqual(['a', 'b']);
    await play.end('a');
    expect([...play.atWork.keys()]).toEqual(['b', 'c']);
  });

  it('lets the recording with the least left go first', async () => {
    const play = createPlay(createPieceQueue(1));
    const long = { secondsLeft: 10_800 };
    for (const name of ['long 1', 'long 2', 'long 3']) void play.enter(name, long);
    void play.enter('short', { secondsLeft: 5 });
    await settled();
    await play.end('long 1');
    expect(play.order).toEqual(['long 1', 'short']);
  });

  it('gives every fourth turn to the recording served longest ago, so that a long one never starves', async () => {
    const play = createPlay(createPieceQueue(1));
    const long = { secondsLeft: 10_800 };
    void play.enter('long 0', long);
    await settled();
    for (let piece = 1; piece <= 5; piece++) void play.enter(`long ${piece}`, long);
    let last = 'long 0';
    for (let message = 0; message < 20; message++) {
      void play.enter(`short ${message}`, { secondsLeft: 1 });
      await play.end(last);
      last = play.order.at(-1) as string;
    }
    expect(play.order.filter((name) => name.startsWith('long'))).toHaveLength(5);
    expect(play.order.slice(0, 9).filter((name) => name.startsWith('long'))).toHaveLength(3);
  });

  it('gives a host no more at once than it takes, and the cores to others meanwhile', async () => {
    const play = createPlay(createPieceQueue(3));
    const recording = { secondsLeft: 1 };
    void play.enter('a', recording, { streams: 1 });
    void play.enter('b', recording, { streams: 1 });
    void play.enter('c', { secondsLeft: 99 }, { host: 'other' });
    await settled();
    expect(play.order).toEqual(['a', 'c']);
    await play.end('a');
    expect(play.order).toEqual(['a', 'c', 'b']);
  });

  it('lets what needs several cores have them, and counts more than all as all', async () => {
    const play = createPlay(createPieceQueue(2));
    const recording = { secondsLeft: 50 };
    void play.enter('a', recording);
    void play.enter('wide', { secondsLeft: 1 }, { threads: 64 });
    void play.enter('b', recording);
    await settled();
    expect(play.order).toEqual(['a']);
    await play.end('a');
    expect(play.order).toEqual(['a', 'wide']);
    await play.end('wide');
    expect(play.order).toEqual(['a', 'wide', 'b']);
  });

  it('lets a piece that wants to be alone with its host be that', async () => {
    const play = createPlay(createPieceQueue(4));
    const recording = { secondsLeft: 50 };
    void play.enter('a', recording);
    void play.enter('suspect', { secondsLeft: 90 }, { alone: true });
    void play.enter('b', recording);
    void play.enter('elsewhere', recording, { host: 'other' });
    await settled();
    expect(play.order).toEqual(['a', 'elsewhere']);
    await play.end('a');
    expect(play.order).toEqual(['a', 'elsewhere', 'suspect']);
    await play.end('suspect');
    expect(play.order).toEqual(['a', 'elsewhere', 'suspect', 'b']);
  });

  it('asks no core for what is computed elsewhere', async () => {
    const play = createPlay(createPieceQueue(1));
    void play.enter('here', { secondsLeft: 1 });
    void play.enter('there', { secondsLeft: 1 }, { threads: 0, host: 'server' });
    await settled();
    expect(play.order).toEqual(['here', 'there']);
  });

  it('forgets who gave up', async () => {
    const play = createPlay(createPieceQueue(1));
    const recording = { secondsLeft: 1 };
    const controller = new AbortController();
    void play.enter('a', recording);
    const given = play.enter('b', recording, {}, controller.signal);
    void play.enter('c', recording);
    controller.abort();
    await expect(given).rejects.toMatchObject({ code: 'cancelled' });
    await play.end('a');
    expect(play.order).toEqual(['a', 'c']);
    await expect(play.enter('d', recording, {}, controller.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
