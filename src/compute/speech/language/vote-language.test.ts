import { expect, it } from 'vitest';
import { createVotes } from './vote-language.ts';

function settle(...languages: string[]) {
  const votes = createVotes();
  for (const language of languages) votes.hear(language);
  return { settled: votes.settled, doubtful: votes.doubtful };
}

it('the first word settles it', () => {
  expect(createVotes().settled).toBeUndefined();
  expect(createVotes('ru').settled).toBe('ru');
  expect(settle('ru')).toEqual({ settled: 'ru', doubtful: false });
});

it('one odd piece changes nothing but is asked about, two in a row of one language do', () => {
  expect(settle('ru', 'en')).toEqual({ settled: 'ru', doubtful: true });
  expect(settle('ru', 'en', 'ru')).toEqual({ settled: 'ru', doubtful: false });
  expect(settle('ru', 'en', 'de')).toEqual({ settled: 'ru', doubtful: true });
  expect(settle('ru', 'en', 'en')).toEqual({ settled: 'en', doubtful: false });
});
