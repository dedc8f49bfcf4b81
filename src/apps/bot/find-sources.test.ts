import type { Message } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { findLinks, findMedia } from './find-sources.ts';

const base = { message_id: 1, date: 1, chat: { id: 1, type: 'private', first_name: 'A' } } as const;
const message = (rest: object) => ({ ...base, ...rest }) as unknown as Message;
const file = { file_id: 'F', file_unique_id: 'U', file_size: 5, duration: 3 };

describe('the recording of a message', () => {
  test.each(['voice', 'audio', 'video', 'video_note', 'document'] as const)('is its %s', (kind) => {
    expect(findMedia(message({ [kind]: file }))).toEqual({
      kind,
      fileId: 'F',
      fileUniqueId: 'U',
      bytes: 5,
      duration: 3,
    });
  });

  test('has the name that it was given, cut and without marks that no name has', () => {
    const named = { ...file, file_name: `a\u0000b\n${'x'.repeat(500)}`, mime_type: 'audio/ogg' };
    const source = findMedia(message({ document: named }));
    expect(source?.fileName).toMatch(/^a b x{196}$/);
    expect(source?.mimeType).toBe('audio/ogg');
  });

  test('is none in a text, a picture or a sticker', () => {
    expect(findMedia(message({ text: 'hello' }))).toBeUndefined();
    expect(findMedia(message({ photo: [file] }))).toBeUndefined();
  });
});

describe('links of a message', () => {
  const link = (text: string, url: string) => ({
    type: 'url',
    offset: text.indexOf(url),
    length: url.length,
  });

  test('are those that clients mark, each once, of the web only', () => {
    const text =
      'see https://example.com/a.mp3 and example.org/b%20c.ogg and ftp://x.org/y and https://example.com/a.mp3';
    const entities = [
      link(text, 'https://example.com/a.mp3'),
      link(text, 'example.org/b%20c.ogg'),
      link(text, 'ftp://x.org/y'),
      { type: 'text_link', offset: 0, length: 3, url: 'https://example.com/a.mp3' },
      { type: 'bold', offset: 0, length: 3 },
    ];
    expect(findLinks(message({ text, entities }))).toEqual({
      sources: [
        { kind: 'link', url: 'https://example.com/a.mp3', fileName: 'a.mp3' },
        { kind: 'link', url: 'https://example.org/b%20c.ogg', fileName: 'b c.ogg' },
      ],
      more: false,
    });
  });

  test('are five at most', () => {
    const urls = Array.from({ length: 7 }, (_, index) => `https://example.com/${index}`);
    const text = urls.join(' ');
    const found = findLinks(message({ text, entities: urls.map((url) => link(text, url)) }));
    expect(found.sources.length).toBe(5);
    expect(found.more).toBe(true);
  });

  test('are none where entities lie', () => {
    const entities = [
      { type: 'url', offset: 900, length: 5 },
      { type: 'text_link', offset: 0, length: 1, url: 'javascript:alert(1)' },
      { type: 'text_link', offset: 0, length: 1, url: `https://example.com/${'x'.repeat(3000)}` },
    ];
    expect(findLinks(message({ text: 'hi', entities })).sources).toEqual([]);
  });
});
