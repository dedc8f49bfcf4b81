import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiFailure } from '../api/api-failure.ts';
import { api } from '../api/client.ts';
import { exportMany } from './export-many.ts';

const choice = { format: 'txt', label: 'web-format-txt' } as Parameters<typeof exportMany>[1];
const many = Array.from({ length: 1_200 }, (_, place) => `id-${place}`);
const saved: string[] = [];

/** Answers of the server to one part after the other: recordings without a transcript, or a failure. */
function answer(...parts: readonly (number | ApiFailure)[]): void {
  const left = [...parts];
  vi.spyOn(api, 'POST').mockImplementation(async () => {
    const part = left.shift() ?? 0;
    if (part instanceof ApiFailure) throw part;
    const headers = {
      'x-efir-left-out': String(part),
      'content-disposition': 'attachment; filename="a.zip"',
    };
    return { data: new Blob(['zip']), response: new Response(null, { headers }) } as never;
  });
}

const empty = () => new ApiFailure({ code: 'export-empty', status: 409 });

beforeEach(() => {
  saved.length = 0;
  const link = { href: '', download: '', click: () => void saved.push(link.download) };
  vi.stubGlobal('document', { createElement: () => link });
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:', revokeObjectURL: () => undefined });
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('a part in which nothing has a transcript is left out, and the others are saved', async () => {
  answer(3, empty(), 1);
  expect(await exportMany(many, choice)).toEqual({ leftOut: 504 });
  expect(saved).toEqual(['a.zip', 'a.zip']);
});

test('where nothing at all has a transcript the server says so', async () => {
  answer(empty(), empty(), empty());
  await expect(exportMany(many, choice)).rejects.toMatchObject({ code: 'export-empty' });
  expect(saved).toEqual([]);
});

test('any other failure is told', async () => {
  answer(0, new ApiFailure({ code: 'offline' }));
  await expect(exportMany(many, choice)).rejects.toMatchObject({ code: 'offline' });
});
