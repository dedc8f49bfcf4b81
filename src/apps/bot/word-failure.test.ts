import { describe, expect, test } from 'vitest';
import { errorMeanings } from '../../core/errors.ts';
import { getTexts, languages } from '../../texts/texts.ts';
import { describeOverrun, wordFailure } from './word-failure.ts';

const texts = getTexts('en');

describe('what went wrong', () => {
  const own = [
    'chat-quota',
    'chat-file-gone',
    'chat-download-failed',
    'chat-link-failed',
    'chat-upload-over',
    'chat-fetch-hopeless',
  ];

  test.each(languages)('reads well in %s, whatever it was', (language) => {
    for (const code of [...Object.keys(errorMeanings), ...own, 'of another version']) {
      const args = { whose: 'user', detail: 'a detail' };
      const sentence = wordFailure({ code, args }, getTexts(language));
      expect(sentence.length).toBeGreaterThan(8);
      expect(sentence.length).toBeLessThan(1000);
      expect(sentence).not.toMatch(/ffmpeg|MAX_|efir |https?:/);
    }
  });

  test('says nothing of our machines', () => {
    const sentence = wordFailure({ code: 'disk-full', args: { path: '/var/lib/efir' } }, texts);
    expect(sentence).toContain('Something went wrong on our side');
    expect(
      wordFailure({ code: 'media-damaged', args: { detail: '/tmp/x: moov atom' } }, texts),
    ).not.toContain('moov');
  });

  test('names what was sent instead of a recording', () => {
    const sentence = wordFailure({ code: 'media-unrecognised', args: { found: 'a PDF document' } }, texts);
    expect(sentence).toContain('a document (PDF)');
    expect(sentence).toContain('another file');
  });

  test('says when there is room again', () => {
    const opensAt = new Date(Date.now() + 2 * 3600 * 1000);
    const overrun = { whose: 'user', limit: 3600, used: 3000, asked: 900 } as const;
    expect(wordFailure(describeOverrun({ ...overrun, opensAt }), texts)).toMatch(
      /50 min.*again in (2 hr|1 hr 59 min|1 hr 60 min)/,
    );
    expect(wordFailure(describeOverrun(overrun), texts)).toContain('longer than that');
    expect(wordFailure(describeOverrun({ ...overrun, whose: 'tenant' }), getTexts('ru'))).toContain(
      'Все вместе',
    );
  });
});
