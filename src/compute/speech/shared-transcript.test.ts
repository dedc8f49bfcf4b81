import { describe, expect, test } from 'vitest';
import { getTexts } from '../../texts/texts.ts';
import { type Note, noteSchema } from '../../wire/event-message.ts';
import { sharedTranscriptSchema, shareTranscript } from './shared-transcript.ts';

const secret = 'whisper at gpu-7.internal (ENOTFOUND)';
const share = (notes: Note[], language = 'en') =>
  shareTranscript(
    {
      language: 'en',
      duration: 3,
      engine: secret,
      model: secret,
      quality: 'full',
      version: 4,
      notes,
      text: 'Hello.',
      segments: [{ index: 0, start: 0, end: 1, text: 'Hello.', words: [] }],
    },
    getTexts(language as 'en' | 'ru'),
  );

describe('a shared transcript', () => {
  test.each(noteSchema.shape.code.options)('tells of %s nothing about the installation', (code) => {
    const names = ['engine', 'wanted', 'reason', 'first', 'now', 'detail'];
    const numbers = { count: 2, seconds: 5, found: 2, announced: 9, decoded: 5 };
    const args = { ...numbers, ...Object.fromEntries(names.map((name) => [name, secret])) };
    const known = code === 'speaker-count-missed' ? { ...args, wanted: 3 } : args;
    for (const language of ['en', 'ru']) {
      const shared = share([{ code, args: known }], language);
      expect(JSON.stringify(shared)).not.toMatch(/whisper|gpu-7|ENOTFOUND|efir models/);
      expect(shared.notes[0]?.text).toMatch(/\p{L}/u);
      expect(shared.notes[0]?.text).not.toContain('note-');
      expect(sharedTranscriptSchema.strict().parse(shared)).toEqual(shared);
    }
  });

  test('keeps what was said and what is known of the recording', () => {
    const shared = share([{ code: 'unintelligible-parts', args: { count: 2, seconds: 5 } }]);
    expect(shared).toMatchObject({ language: 'en', duration: 3, quality: 'full', text: 'Hello.' });
    expect(shared.notes[0]).toMatchObject({
      args: { count: 2, seconds: 5 },
      text: expect.stringMatching(/^2 parts/),
    });
  });
});
