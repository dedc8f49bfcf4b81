import type { Transcript } from '../../api/client.ts';

/**
 * The transcript without a change that was shown and not made; what others changed in between stays. No answer is needed
 * for that: only what still is as it was `expected` becomes what it was `before`.
 */
export function takeBack(now: Transcript, before: Transcript, expected: Transcript): Transcript {
  if (now === expected) return before;
  const was = new Map(before.segments.map((segment) => [segment.index, segment]));
  const hoped = new Set(expected.segments.filter((segment) => was.get(segment.index) !== segment));
  const segments = now.segments.map((one) => (hoped.has(one) && was.get(one.index)) || one);
  if (now.speakers !== expected.speakers) return { ...now, segments };
  const { speakers: _, ...rest } = now;
  return { ...rest, segments, ...(before.speakers && { speakers: before.speakers }) };
}
