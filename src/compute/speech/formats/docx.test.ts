import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { getTexts } from '../../../texts/texts.ts';
import type { Segment } from '../../../wire/event-message.ts';
import type { Transcript } from '../transcript.ts';
import type { FormatOptions } from './format-options.ts';
import { formatTranscript } from './index.ts';

function makeTranscript(segments: readonly Partial<Segment>[], parts: Partial<Transcript> = {}): Transcript {
  return {
    ...{
      language: 'ru',
      duration: 3725,
      engine: 'test',
      model: 'words',
      quality: 'full',
      notes: [],
      text: '',
    },
    segments: segments.map((segment, index) => ({
      ...{ index, start: index * 10, end: index * 10 + 5, text: '', words: [] },
      ...segment,
    })),
    ...parts,
  };
}

interface Paragraph {
  text: string;
  bold: string;
  rightToLeft: boolean;
}

/** Unpacks a document, demands that every part is well-formed XML, and reads its paragraphs. */
async function open(transcript: Transcript, options: FormatOptions = {}): Promise<Paragraph[]> {
  const parts = unzipSync(await formatTranscript(transcript, 'docx', options));
  expect(Object.keys(parts)).toContain('[Content_Types].xml');
  const xml = Object.entries(parts).filter(([name]) => /\.(xml|rels)$/.test(name));
  return xml.flatMap(([name, bytes]) => {
    const found = readXml(strFromU8(bytes));
    return name === 'word/document.xml' ? found : [];
  });
}

function readXml(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let bold = false;
  let inText = false;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ attributes, name }) => {
    const last = paragraphs.at(-1);
    if (name === 'w:p') paragraphs.push({ text: '', bold: '', rightToLeft: false });
    if (name === 'w:r') bold = false;
    if (name === 'w:b') bold = true;
    if (name === 'w:bidi' && last && attributes['w:val'] !== 'false') last.rightToLeft = true;
    inText = name === 'w:t';
  });
  parser.on('closetag', () => {
    inText = false;
  });
  parser.on('text', (content) => {
    const last = paragraphs.at(-1);
    if (!last || !inText) return;
    last.text += content;
    if (bold) last.bold += content;
  });
  parser.write(text).close();
  return paragraphs;
}

describe('docx', () => {
  it('has a title, facts, notes, and paragraphs with time and speaker, in the language of the reader', async () => {
    const transcript = makeTranscript(
      [
        { text: 'Доброе утро.', speaker: 'S1' },
        { text: 'Спасибо.', start: 5.5, speaker: 'S2' },
        { start: 3700, unintelligible: true, speaker: 'S2' },
      ],
      {
        speakers: [
          { id: 'S1', seconds: 5 },
          { id: 'S2', name: 'Анна', seconds: 5 },
        ],
        notes: [{ code: 'end-missing', args: {} }],
      },
    );
    const options = { title: 'разговор.ogg', date: new Date('2026-03-01T12:00:00Z') };
    const russian = await open(transcript, { ...options, texts: getTexts('ru') });
    expect(russian.map(({ text }) => text)).toEqual([
      'разговор.ogg',
      'Язык: русский',
      'Длительность: 01:02:05',
      'Дата: 2026-03-01',
      'Говорят: Говорящий 1, Анна',
      expect.stringContaining('Запись обрывается'),
      '',
      '00:00:00  Говорящий 1: Доброе утро.',
      '00:00:05  Анна: Спасибо.',
      '01:01:40  Анна: [неразборчиво]',
    ]);
    expect(russian.at(-1)?.bold).toBe('Анна: ');
    const english = await open(transcript, { texts: getTexts('en') });
    expect(english.map(({ text }) => text)).toContain('00:00:00  Speaker 1: Доброе утро.');
    expect(english[0]?.text).toBe('Transcript');
    expect((await open(transcript)).map(({ text }) => text)).toEqual([
      '00:00:00  S1: Доброе утро.',
      '00:00:05  Анна: Спасибо.',
    ]);
  });

  it('sets paragraphs from right to left where they begin so', async () => {
    const found = await open(
      makeTranscript([{ text: '«مرحبا» hello' }, { text: 'hello مرحبا' }, { text: 'שלום' }]),
    );
    expect(found.map(({ rightToLeft }) => rightToLeft)).toEqual([true, false, true]);
  });

  it('stays a document whatever was said or named', async () => {
    const text = 'a < b & c > "d" ]]> \u0000\u0007\u000b\u001f\ufffe \ud800 <w:p/> 👩‍👩‍👧 &#0;';
    const speakers = [{ id: 'S1', name: '<b>\u0001&', seconds: 1 }];
    const found = await open(makeTranscript([{ text, speaker: 'S1' }], { speakers }), {
      title: '\u0002<t>&.ogg',
      texts: getTexts('en'),
    });
    expect(found[0]?.text).toBe('<t>&.ogg');
    expect(found.at(-1)?.text).toMatch(
      /^00:00:00 {2}<b> &: a < b & c > "d" \]\]> +\ufffd <w:p\/> 👩‍👩‍👧 &#0;$/u,
    );
  });

  it('holds ten hours, and nothing', async () => {
    const segments = Array.from({ length: 10_000 }, (_, index) => ({
      text: `Предложение номер ${index} этой длинной записи.`,
      start: index * 3.6,
      end: index * 3.6 + 3,
    }));
    const found = await open(makeTranscript(segments, { duration: 36_000 }));
    expect(found.at(-1)?.text).toContain('Предложение номер 9999 ');
    expect(await open(makeTranscript([]))).toEqual([]);
  });
});
