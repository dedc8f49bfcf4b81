import { expect, it } from 'vitest';
import { createVotes } from './vote-language.ts';

function settle(...languages: string[]) {
  const votes = createVotes();
  for (const language of languages) votes.hear(language);
  return { settled: votes.settled, doubtful: votes.doubtful };
}

it('the first word settles it', () => {
  expect(createVotes().settled).toBeUndefined();
  expect(createVotes({ settled: 'ru' }).settled).toBe('ru');
  expect(settle('ru')).toEqual({ settled: 'ru', doubtful: false });
});

it('one odd piece changes nothing but is asked about, two in a row of one language do', () => {
  expect(settle('ru', 'en')).toEqual({ settled: 'ru', doubtful: true });
  expect(settle('ru', 'en', 'ru')).toEqual({ settled: 'ru', doubtful: false });
  expect(settle('ru', 'en', 'de')).toEqual({ settled: 'ru', doubtful: true });
  expect(settle('ru', 'en', 'en')).toEqual({ settled: 'en', doubtful: false });
});

it('pieces count in their order, and a run that goes on begins where the stored ones left it', () => {
  const votes = createVotes();
  votes.hear('ru', 0);
  votes.hear('en', 2);
  votes.hear('en', 1);
  expect(votes.settled).toBe('en');
  expect(votes.settle(0)).toEqual({ settled: 'ru', rival: undefined });
  const stored = votes.settle(1);
  expect(stored).toEqual({ settled: 'ru', rival: 'en' });
  const resumed = createVotes({ ...stored, pieces: 2 });
  expect(resumed.count()).toBe(2);
  resumed.hear('en', 2);
  expect(resumed.settled).toBe('en');
});
