import { expect, test } from 'vitest';
import { answerAs, isTabOpen } from './ask-tab.ts';

test('a tab that is open says so, and no other is taken for it', async () => {
  const one = answerAs('one');
  const other = answerAs('other');
  expect(await Promise.all([isTabOpen('one'), isTabOpen('other')])).toEqual([true, true]);
  one.close();
  expect(await Promise.all([isTabOpen('one', 200), isTabOpen('other')])).toEqual([false, true]);
  other.close();
});
