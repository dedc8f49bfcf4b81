import { describe, expect, test } from 'vitest';
import type { Transcript } from '../../compute/speech/transcript.ts';
import { getTexts } from '../../texts/texts.ts';
import type { TextContent } from '../../wire/chat.ts';
import type { Segment } from '../../wire/event-message.ts';
import { type AnswerDraft, writeAnswer } from './write-answer.ts';

const texts = getTexts('en');
const buttons = [[{ text: 'TXT', action: 'one' }]];

function heard(segments: readonly Partial<Segment>[], rest: Partial<Transcript> = {}): Transcript {
  const placed = segments.map((segment, index) => ({
    ...{ index, start: index * 5, end: index * 5 + 4.5, text: '', words: [] },
    ...segment,
  }));
  const facts = { language: 'en', duration: 60, engine: 'scripted', model: 'one', quality: 'full' } as const;
  return { ...facts, notes: [], text: '', segments: placed, ...rest };
}

function answer(transcript: Transcript, rest: Partial<AnswerDraft> = {}) {
  const standard = {
    recordingId: 'r',
    texts,
    answer: 'text',
    fileFormat: 'txt',
    replyTo: 7,
    buttons,
  } as const;
  return writeAnswer({ ...standard, transcript, ...rest });
}

const marked = ({ text, entities = [] }: TextContent) =>
  entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);

describe('an answer', () => {
  test('of a short recording is one message with the buttons', () => {
    const { parts, file } = answer(heard([{ text: 'Good morning.' }, { text: 'How are you?' }]));
    expect(parts).toEqual([{ kind: 'text', text: 'Good morning. How are you?', replyTo: 7, buttons }]);
    expect(file).toBeUndefined();
  });

  test('has a paragraph for each speaker, with the name in bold where it changes', () => {
    const transcript = heard(
      [
        { text: 'Hello.', speaker: 'S1' },
        { text: 'Hello to you.', speaker: 'S2' },
        { text: 'And now?', start: 30, end: 31, speaker: 'S2' },
      ],
      {
        speakers: [
          { id: 'S1', name: 'Ann', seconds: 3 },
          { id: 'S2', seconds: 4 },
        ],
      },
    );
    const [part] = answer(transcript).parts as [TextContent];
    expect(part.text).toBe('Ann: Hello.\n\nSpeaker 2: Hello to you.\n\nAnd now?');
    expect(marked(part)).toEqual([
      ['bold', 'Ann:'],
      ['bold', 'Speaker 2:'],
    ]);
  });

  test('marks doubtful words, those that follow each other together, and what could not be understood', () => {
    const word = (text: string, confidence?: number) => ({
      ...{ text, start: 0, end: 1 },
      ...(confidence === undefined ? {} : { confidence }),
    });
    const sentence = {
      text: 'The old bridge is the bridge.',
      words: [
        ...[word('The', 0.9), word('old', 0.2), word('bridge', 0.4), word('is'), word('the', 0.9)],
        word('bridge.', 0.1),
      ],
    };
    const [part] = answer(heard([sentence, { unintelligible: true }])).parts as [TextContent];
    expect(part.text).toBe('The old bridge is the bridge. […]');
    expect(marked(part)).toEqual([
      ['underline', 'old bridge'],
      ['underline', 'bridge.'],
    ]);
  });

  test('says in italics only what matters', () => {
    const notes = [
      { code: 'speech-detector-fallback' as const, args: { reason: 'x' } },
      { code: 'low-quality-engine' as const, args: { engine: 'pocketsphinx' } },
      { code: 'unintelligible-parts' as const, args: { count: 2, seconds: 5 } },
    ];
    const [part] = answer(heard([{ text: 'Well.' }], { notes })).parts as [TextContent];
    expect(marked(part)).toEqual([
      ['italic', 'A simple built-in engine wrote this down: many words may be wrong.'],
      ['italic', '2 parts could not be understood (5 sec), marked […].'],
    ]);
  });

  test('says that nothing was heard', () => {
    const [part] = answer(heard([], { notes: [{ code: 'no-speech', args: {} }] })).parts as [TextContent];
    expect(part.text).toBe('No speech was heard in this recording.');
    expect(part.buttons).toEqual(buttons);
  });

  test('of a longer recording is up to three messages that end with sentences, with the buttons below the last', () => {
    const sentence = { text: 'This is a sentence of exactly nine words, no more.' };
    const { parts, file } = answer(heard(Array.from({ length: 200 }, () => sentence)));
    expect(parts.length).toBe(3);
    expect(parts.every(({ text }) => text.length <= 4096 && text.endsWith('.'))).toBe(true);
    expect(parts.map((part) => part.buttons)).toEqual([undefined, undefined, buttons]);
    expect(file).toBeUndefined();
    const words = parts.flatMap(({ text }) => text.split(/\s+/));
    expect(words.length).toBe(200 * 10);
  });

  test('of a long recording is its beginning as a quote that opens, and a file', () => {
    const sentence = { text: 'This is a sentence of exactly nine words, no more.' };
    const notes = [{ code: 'end-missing' as const, args: {} }];
    const { parts, file } = answer(
      heard(
        Array.from({ length: 2_000 }, () => sentence),
        { notes },
      ),
    );
    expect(file).toEqual({ kind: 'file', recordingId: 'r', format: 'txt', language: 'en', replyTo: 7 });
    const [part] = parts as [TextContent];
    expect(parts.length).toBe(1);
    expect(part.text.length).toBeLessThanOrEqual(4096);
    expect(marked(part).map(([type]) => type)).toEqual(['expandable_blockquote', 'italic']);
    expect(marked(part)[0]?.[1]).toMatch(/^This is a sentence[\s\S]*no more\.$/);
    expect(part.text).toContain('The end of the recording is missing.');
    expect(part.buttons).toEqual(buttons);
  });

  test('comes as a file where the chat wants files', () => {
    const { parts, file } = answer(heard([{ text: 'Good morning.' }]), {
      answer: 'file',
      fileFormat: 'docx',
    });
    expect(file?.format).toBe('docx');
    expect(parts[0]?.text).toBe('Good morning.\n\nThe text is in the file.');
  });

  test('has at most a hundred entities, names first', () => {
    const segments = Array.from({ length: 80 }, (_, index) => ({
      text: 'Yes.',
      speaker: index % 2 === 0 ? 'S1' : 'S2',
      words: [{ text: 'Yes.', start: 0, end: 1, confidence: 0.1 }],
    }));
    const [part] = answer(heard(segments)).parts as [TextContent];
    expect(part.entities?.length).toBe(100);
    expect(part.entities?.filter(({ type }) => type === 'bold').length).toBe(80);
  });
});
