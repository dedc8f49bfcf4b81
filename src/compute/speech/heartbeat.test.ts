import { describe, expect, it } from 'vitest';
import { sleep } from '../../core/time.ts';
import { withHeartbeat } from './heartbeat.ts';

describe('a heartbeat', () => {
  const beating = (source: AsyncGenerator<string, void, void>, stop: () => void = () => {}) =>
    withHeartbeat(source, { interval: 30, beat: () => 'beat', stop });

  it('fills silence only', async () => {
    async function* source() {
      yield 'a';
      yield 'b';
      await sleep(200);
      yield 'c';
    }
    const events = await Array.fromAsync(beating(source()));
    expect(events.filter((event) => event !== 'beat')).toEqual(['a', 'b', 'c']);
    expect(events.filter((event) => event === 'beat').length).toBeGreaterThanOrEqual(2);
    expect(events.at(-1)).toBe('c');
  });

  it('passes an error on', async () => {
    async function* source() {
      yield 'a';
      throw new Error('broken');
    }
    await expect(Array.fromAsync(beating(source()))).rejects.toThrow('broken');
  });

  it('stops a source that is in the middle of something, and lets it tidy up', async () => {
    const control = new AbortController();
    let tidied = false;
    async function* source() {
      try {
        await sleep(60_000, control.signal);
        yield 'never';
      } finally {
        tidied = true;
      }
    }
    for await (const event of beating(source(), () => control.abort())) if (event === 'beat') break;
    expect(tidied).toBe(true);
  });
});
