import { expect, test } from 'vitest';
import { isSame, losesSomething, readDraft } from './policy.ts';

test('takes whole days, and no end at all', () => {
  const draft = { audio_days: 30, transcript_days: null, task_days: 1 };
  expect(readDraft(draft)).toEqual(draft);
  for (const days of ['', '30', 0, -1, 1.5, 36_501, Number.NaN]) {
    expect(readDraft({ ...draft, audio_days: days })).toBeUndefined();
  }
});

test('tells whether anything changes, and whether anything goes', () => {
  const policy = { audio_days: 30, transcript_days: null, task_days: 1 };
  expect(isSame(policy, { ...policy })).toBe(true);
  expect(isSame(policy, { ...policy, transcript_days: 5 })).toBe(false);
  const none = { audio: 0, audio_bytes: 0, transcripts: 0, histories: 0 };
  expect(losesSomething(none)).toBe(false);
  expect(losesSomething({ ...none, transcripts: 1 })).toBe(true);
});
