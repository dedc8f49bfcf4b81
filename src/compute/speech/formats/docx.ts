import { formatTimestamp } from '../../../core/time.ts';
import type { WrittenTranscript } from '../transcript.ts';
import type { FormatOptions } from './format-options.ts';
import { nameSpeaker } from './name-speaker.ts';
import { makeParagraphs, type Paragraph } from './paragraphs.ts';
import { wordNotes } from './word-notes.ts';

/**
 * A Word document for reading: title, what is known of the recording, notes, then paragraphs with their time and
 * speaker. Paragraphs that begin in a script from right to left are set so.
 */
export async function formatDocx(
  transcript: WrittenTranscript,
  options: FormatOptions = {},
): Promise<Uint8Array> {
  // Half a megabyte of code that no other format needs.
  const { Document, HeadingLevel, Packer, Paragraph: Block, TextRun } = await import('docx');
  const title = clean(options.title ?? options.texts?.text('transcript-untitled') ?? '');
  const facts = [...tellFacts(transcript, options), ...wordNotes(transcript, { ...options, notes: true })];
  const write = ({ speaker, start, text }: Paragraph) => {
    const rightToLeft = isRightToLeft(text);
    return new Block({
      bidirectional: rightToLeft,
      spacing: { after: 160 },
      children: [
        new TextRun({ text: `${tellClock(start)}  `, color: grey }),
        ...(speaker ? [new TextRun({ text: `${clean(speaker)}: `, bold: true, rightToLeft })] : []),
        new TextRun({ text: clean(text), rightToLeft }),
      ],
    });
  };
  const head = title === '' ? [] : [new Block({ text: title, heading: HeadingLevel.TITLE })];
  const about = facts.map(
    (fact) => new Block({ children: [new TextRun({ text: clean(fact), color: grey, italics: true })] }),
  );
  const gap = head.length + about.length === 0 ? [] : [new Block('')];
  const body = makeParagraphs(transcript, options).map(write);
  const document = new Document({
    creator: 'Efir',
    ...(title === '' ? {} : { title }),
    sections: [{ children: [...head, ...about, ...gap, ...body] }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

const grey = '707070';

function tellFacts(transcript: WrittenTranscript, { date, texts }: FormatOptions): string[] {
  if (!texts) return [];
  const names = (transcript.speakers ?? []).map(({ id }) => nameSpeaker(id, transcript, texts));
  return [
    ...(transcript.language === '' ? [] : [texts.text('transcript-language', { code: transcript.language })]),
    texts.text('transcript-duration', { clock: tellClock(transcript.duration) }),
    ...(date ? [texts.text('transcript-date', { date: date.toISOString().slice(0, 10) })] : []),
    ...(names.length === 0 ? [] : [texts.text('transcript-speakers', { names: names.join(', ') })]),
  ];
}

function tellClock(seconds: number): string {
  return formatTimestamp(Math.floor(seconds), '.').slice(0, -4);
}

/** Without what XML cannot hold: most control characters, halves of surrogate pairs, and two that are no characters. */
function clean(text: string): string {
  return text.toWellFormed().replace(forbidden, '');
}
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** By the first letter, as browsers judge. */
function isRightToLeft(text: string): boolean {
  const [letter = ''] = /\p{L}/u.exec(text) ?? [];
  return rightToLeftScripts.test(letter);
}
const rightToLeftScripts =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
