import { describe, expect, it } from 'vitest';
import { readCrashPoint } from './crash-points.ts';

describe('readCrashPoint', () => {
  it('reads a point, and which passing of it', () => {
    expect(readCrashPoint('task-taken')).toEqual({ point: 'task-taken', times: 1 });
    expect(readCrashPoint('task-taken:12')).toEqual({ point: 'task-taken', times: 12 });
  });

  it('knows nothing else', () => {
    for (const text of ['', 'nowhere', 'task-taken:0', 'task-taken:', 'task-taken:-1', 'task-taken:1.5']) {
      expect(readCrashPoint(text)).toBeUndefined();
    }
  });
});
