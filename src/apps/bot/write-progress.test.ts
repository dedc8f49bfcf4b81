import { describe, expect, test } from 'vitest';
import { getTexts } from '../../texts/texts.ts';
import { type Picture, saidLessLeft, writeAccepted, writeProgress } from './write-progress.ts';

const en = getTexts('en');
const ru = getTexts('ru');
const picture: Picture = { state: 'running', processed: 30, duration: 120, diarize: false, text: '' };

describe('what is said of a recording at once', () => {
  test('is its place and when it is done, as far as that is known', () => {
    expect(writeAccepted({}, en)).toBe('Got it.');
    expect(writeAccepted({ place: 0, secondsLeft: 7 }, en)).toBe(
      'Got it. It is next. Ready in about 10 sec.',
    );
    expect(writeAccepted({ place: 1 }, en)).toBe('Got it. 1 recording goes first.');
    expect([1, 3, 5, 21].map((place) => writeAccepted({ place }, ru))).toEqual([
      'Принято. Впереди 1 запись.',
      'Принято. Впереди 3 записи.',
      'Принято. Впереди 5 записей.',
      'Принято. Впереди 21 запись.',
    ]);
  });
});

describe('progress', () => {
  test('says how far it is and what is left', () => {
    expect(writeProgress({ ...picture, secondsLeft: 41 }, en)).toBe(
      'Writing it down: 25 %. About 50 sec left.',
    );
    expect(writeProgress({ ...picture, state: 'queued', place: 2 }, en)).toBe(
      'In line. 2 recordings go first.',
    );
    expect(writeProgress({ ...picture, processed: 0 }, en)).toBe('Listening…');
    expect(writeProgress({ ...picture, processed: 120, diarize: true }, en)).toContain('speakers');
    expect(writeProgress({ ...picture, processed: 119.99 }, en)).toBe('Writing it down: 99 %.');
  });

  test('is no news where only more time is left than was said', () => {
    const wait: Picture = { ...picture, state: 'queued', place: 2, text: 'what was heard' };
    for (const seen of [picture, wait]) {
      for (const secondsLeft of [5, 10, 20, 110, 120, 3600]) {
        const before = writeProgress({ ...seen, secondsLeft }, ru);
        expect(saidLessLeft(before, { ...seen, secondsLeft: secondsLeft + 70 }, ru)).toBe(true);
        expect(saidLessLeft(before, { ...seen, secondsLeft: secondsLeft - 5 }, ru)).toBe(false);
        expect(saidLessLeft(before, { ...seen, secondsLeft: 9000, text: 'more' }, ru)).toBe(false);
        expect(saidLessLeft(before, { ...seen, secondsLeft: 9000, processed: 60, place: 1 }, ru)).toBe(false);
      }
    }
  });

  test('shows the end of a long text, and never more than a message holds', () => {
    const text = 'This is one of many sentences. '.repeat(1000);
    const written = writeProgress({ ...picture, text }, ru);
    expect(written.length).toBeLessThanOrEqual(4096);
    expect(written).toMatch(/^Записываю: 25 %\.\n\n… This is one/);
    expect(written.endsWith('sentences.')).toBe(true);
  });
});
