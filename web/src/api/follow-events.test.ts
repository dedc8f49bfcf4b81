import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followEvents } from './follow-events.ts';

class Source extends EventTarget {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 1;
  onopen = () => undefined;
  onerror = () => undefined;
  readonly path: string;
  constructor(path: string) {
    super();
    this.path = path;
    Source.all.push(this);
  }
  close() {
    this.readyState = Source.CLOSED;
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const open = () => Source.all.filter(({ readyState }) => readyState !== Source.CLOSED).length;

function show(state: 'visible' | 'hidden'): void {
  page.visibilityState = state;
  page.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  Source.all = [];
  page.visibilityState = 'visible';
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('document', page);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a tab that nobody sees listens to nothing, and begins anew when it is seen', () => {
  const said: unknown[] = [];
  const stream = followEvents('/v1/events', { said: (data: unknown) => said.push(data) });
  show('hidden');
  vi.advanceTimersByTime(9_000);
  expect(open()).toBe(1);
  show('visible');
  vi.advanceTimersByTime(60_000);
  expect(Source.all).toHaveLength(1);
  show('hidden');
  vi.advanceTimersByTime(11_000);
  expect(open()).toBe(0);
  show('visible');
  expect(open()).toBe(1);
  Source.all.at(-1)?.dispatchEvent(new MessageEvent('said', { data: '1' }));
  expect(said).toEqual([1]);
  stream.close();
  expect(open()).toBe(0);
  show('hidden');
  vi.advanceTimersByTime(11_000);
  show('visible');
  expect(open()).toBe(0);
});

test('a tab that was opened behind another gives its connection back', () => {
  page.visibilityState = 'hidden';
  const stream = followEvents('/v1/events', {});
  vi.advanceTimersByTime(11_000);
  expect(open()).toBe(0);
  stream.close();
});

test('a stream that was refused is asked for again after a pause, but not behind another tab', () => {
  const stream = followEvents('/v1/events', {});
  const refuse = () => {
    const last = Source.all.at(-1);
    last?.close();
    last?.onerror();
  };
  refuse();
  expect(open()).toBe(0);
  vi.advanceTimersByTime(6_000);
  expect(open()).toBe(1);
  show('hidden');
  vi.advanceTimersByTime(8_000);
  refuse();
  vi.advanceTimersByTime(60_000);
  expect(open()).toBe(0);
  show('visible');
  expect(open()).toBe(1);
  stream.close();
});
