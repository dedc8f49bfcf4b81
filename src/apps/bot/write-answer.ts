import { isDoubtful } from '../../compute/speech/find-doubtful.ts';
import { nameSpeaker } from '../../compute/speech/formats/name-speaker.ts';
import { groupSegments } from '../../compute/speech/formats/paragraphs.ts';
import { needsBlank } from '../../compute/speech/join-texts.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Button, FileContent, TextContent, TextEntity } from '../../wire/chat.ts';
import type { Segment } from '../../wire/event-message.ts';
import { longestMessage, type RichText, splitText, takeBeginning } from './split-text.ts';

export interface AnswerDraft {
  readonly transcript: Transcript;
  readonly recordingId: string;
  readonly texts: Texts;
  /** How the chat wants its transcripts. */
  readonly answer: 'text' | 'file';
  readonly fileFormat: FileContent['format'];
  readonly replyTo: number;
  /** Below the last part. */
  readonly buttons: readonly (readonly Button[])[];
}

export interface Answer {
  /** Of one recording, in order: the first one stands where the placeholder stood. */
  readonly parts: readonly TextContent[];
  /** Where the text is too long for messages, or wanted as a file. */
  readonly file: FileContent | undefined;
}

/** Messages that a transcript may take; what is longer is a file with its beginning quoted. */
export const mostParts = 3;
/** UTF-16 units of the beginning that is quoted, and of the one that announces a file. */
const quoted = 3_500;
const announced = 300;
/** Telegram keeps so many entities of a message. */
const mostEntities = 100;

/** A finished transcript as messages. What a machine is unsure of is underlined, who speaks stands in bold. */
export function writeAnswer(draft: AnswerDraft): Answer {
  const { answer, buttons, replyTo, texts, transcript } = draft;
  const words = composeTranscript(transcript, texts);
  const notes = composeNotes(transcript, texts);
  if (words.text === '')
    return { parts: [message(composeEmpty(notes, texts), { replyTo, buttons })], file: undefined };
  const parts = answer === 'file' ? [] : splitText(joinBlocks([words, ...notes]));
  if (parts.length > 0 && parts.length <= mostParts) {
    return {
      parts: parts.map((part, index) => {
        const isLast = index === parts.length - 1;
        return message(part, { replyTo, ...(isLast ? { buttons } : {}) });
      }),
      file: undefined,
    };
  }
  const first = composeBeginning(words, notes, draft);
  return { parts: [message(first, { replyTo, buttons })], file: writeFile(draft) };
}

function message(
  { text, entities }: RichText,
  rest: { readonly replyTo: number; readonly buttons?: AnswerDraft['buttons'] },
): TextContent {
  return { kind: 'text', text, ...(entities.length > 0 ? { entities: keepMost(entities) } : {}), ...rest };
}

/** Names before marks: they say who speaks. */
function keepMost(entities: readonly TextEntity[]): TextEntity[] {
  if (entities.length <= mostEntities) return [...entities];
  const isMark = ({ type }: TextEntity) => type === 'underline';
  const kept = new Set(
    [...entities.filter((one) => !isMark(one)), ...entities.filter(isMark)].slice(0, mostEntities),
  );
  return entities.filter((one) => kept.has(one));
}

function writeFile({ fileFormat, recordingId, replyTo, texts }: AnswerDraft): FileContent {
  return { kind: 'file', recordingId, format: fileFormat, language: texts.language, replyTo };
}

/** The beginning as a quote that opens, and where the rest is. */
function composeBeginning(
  words: RichText,
  notes: readonly RichText[],
  { answer, texts }: AnswerDraft,
): RichText {
  const { part, isWhole } = takeBeginning(words, answer === 'file' ? announced : quoted);
  const quote: TextEntity = { type: 'expandable_blockquote', offset: 0, length: part.text.length };
  const tail = plain(texts.text(isWhole ? 'bot-answer-file' : 'bot-answer-file-rest'));
  const room = longestMessage - quoted - tail.text.length - 100;
  const short = notes.filter((note, index) => {
    const before = notes.slice(0, index).reduce((sum, one) => sum + one.text.length + 2, 0);
    return before + note.text.length <= room;
  });
  return joinBlocks([{ text: part.text, entities: [quote, ...part.entities] }, tail, ...short]);
}

function composeEmpty(notes: readonly RichText[], texts: Texts): RichText {
  return joinBlocks([plain(texts.text('bot-answer-empty')), ...notes]);
}

/** Notes that tell a reader something: how far the words can be relied on, and what is missing of them. */
const tellingNotes: readonly string[] = [
  'low-quality-engine',
  'engine-fallback',
  'diarization-unavailable',
  'speaker-count-missed',
  'language-assumed',
  'unintelligible-parts',
  'shorter-than-announced',
  'end-missing',
];

function composeNotes({ notes }: Transcript, texts: Texts): RichText[] {
  return notes
    .filter(({ code }) => tellingNotes.includes(code))
    .map(({ code, args }) => {
      const text = texts.text(`bot-note-${code}`, args).replaceAll(/\s+/g, ' ').trim();
      return { text, entities: [{ type: 'italic' as const, offset: 0, length: text.length }] };
    });
}

/** All that was said, in paragraphs, each with its speaker where speakers are known. */
function composeTranscript(transcript: Transcript, texts: Texts): RichText {
  const blocks: RichText[] = [];
  let before: string | undefined;
  for (const segments of groupSegments(transcript.segments, { texts })) {
    const words = joinRuns(segments.map(composeSegment));
    if (words.text === '') continue;
    const speaker = segments[0]?.speaker;
    const name = speaker === undefined ? '' : nameSpeaker(speaker, transcript, texts).slice(0, 100);
    blocks.push(name === '' || speaker === before ? words : putBehind(name, words));
    before = speaker;
  }
  return joinBlocks(blocks);
}

function putBehind(name: string, words: RichText): RichText {
  const begin = `${name}: `;
  return {
    text: begin + words.text,
    entities: [{ type: 'bold', offset: 0, length: name.length + 1 }, ...shift(words.entities, begin.length)],
  };
}

/** A segment's words on one line, the doubtful ones marked; words that follow each other share a mark. */
function composeSegment({ text, unintelligible, words }: Segment): RichText {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line === '') return plain(unintelligible ? '[…]' : '');
  const marks: { offset: number; length: number }[] = [];
  let at = 0;
  let wasDoubtful = false;
  for (const word of words) {
    const wanted = word.text.trim();
    const found = wanted === '' ? -1 : line.indexOf(wanted, at);
    if (found === -1) continue;
    const doubtful = isDoubtful(word);
    const last = marks.at(-1);
    if (doubtful && wasDoubtful && last) last.length = found + wanted.length - last.offset;
    else if (doubtful) marks.push({ offset: found, length: wanted.length });
    wasDoubtful = doubtful;
    at = found + wanted.length;
  }
  return { text: line, entities: marks.map((mark) => ({ type: 'underline', ...mark })) };
}

function joinRuns(runs: readonly RichText[]): RichText {
  let text = '';
  const entities: TextEntity[] = [];
  for (const run of runs) {
    if (run.text === '') continue;
    if (text !== '' && needsBlank(text, run.text)) text += ' ';
    entities.push(...shift(run.entities, text.length));
    text += run.text;
  }
  return { text, entities };
}

function joinBlocks(blocks: readonly RichText[]): RichText {
  const texts: string[] = [];
  const entities: TextEntity[] = [];
  let length = 0;
  for (const block of blocks) {
    entities.push(...shift(block.entities, length));
    texts.push(block.text);
    length += block.text.length + 2;
  }
  return { text: texts.join('\n\n'), entities };
}

function shift(entities: readonly TextEntity[], by: number): TextEntity[] {
  return entities.map((entity) => ({ ...entity, offset: entity.offset + by }));
}

function plain(text: string): RichText {
  return { text, entities: [] };
}
