import { expect, test } from 'vitest';
import { createSpeakerFinder, findColour, sumSeconds } from './speakers.ts';

const text = (id: string, args?: Record<string, unknown>) => `${id} ${String(args?.['number'])}`;

test('a speaker keeps a colour whoever else is there', () => {
  const all = createSpeakerFinder([{ id: 'S2' }, { id: 'S1', name: 'Anna' }, { id: 'S10' }] as never, text);
  const alone = createSpeakerFinder([{ id: 'S10' }] as never, text);
  expect(all('S10')?.colour).toBe(alone('S10')?.colour);
  expect(all('S1')).toEqual({ name: 'Anna', colour: 0 });
  expect(all('S2')?.name).toBe('web-speaker 2');
  expect([all(undefined), all('S3')]).toEqual([undefined, undefined]);
  expect(findColour('SPEAKER_00', 9)).toBe(1);
});

test('seconds are those of the segments as they are now', () => {
  const segment = (start: number, end: number, speaker?: string) => ({ start, end, speaker }) as never;
  expect(
    sumSeconds([segment(0, 2, 'S1'), segment(2, 1, 'S1'), segment(3, 4.5), segment(5, 6, 'S2')]),
  ).toEqual(
    new Map([
      ['S1', 2],
      ['S2', 1],
    ]),
  );
});
