import { describe, expect, it } from 'vitest';
import { countUnintelligible, noteUnintelligible } from './count-unintelligible.ts';

describe('what could not be understood', () => {
  const other = { code: 'no-speech', args: {} } as const;
  const part = (count: number, seconds: number) =>
    ({ code: 'unintelligible-parts', args: { count, seconds } }) as const;

  it('is counted, and its seconds, to a tenth', () => {
    const segments = [
      { start: 0, end: 2.04, unintelligible: true as const },
      { start: 3, end: 5 },
      { start: 6, end: 7.02, unintelligible: true as const },
    ];
    expect(countUnintelligible(segments)).toEqual({ count: 2, seconds: 3.1 });
    expect(countUnintelligible([])).toEqual({ count: 0, seconds: 0 });
  });

  it('is noted once, for the whole recording, where the run noted its own', () => {
    expect(noteUnintelligible([part(1, 5), other], { count: 3, seconds: 12 })).toEqual([part(3, 12), other]);
    expect(noteUnintelligible([other], { count: 3, seconds: 12 })).toEqual([other, part(3, 12)]);
    expect(noteUnintelligible([other], { count: 0, seconds: 0 })).toEqual([other]);
  });
});
