import type { Segment } from '../../../wire/event-message.ts';
import { joinTexts } from '../join-texts.ts';
import type { Transcript } from '../transcript.ts';
import { type FormatOptions, wordNotes } from './word-notes.ts';

/** Seconds of silence that begin a new paragraph. */
const paragraphPause = 2;
/** A paragraph that is longer than this ends with its sentence. */
const paragraphLength = 600;

/** Paragraphs with an empty line between, each speaker's own; with `texts` the notes come first, in brackets. */
export function formatTxt(transcript: Transcript, options: FormatOptions = {}): string {
  const notes = wordNotes(transcript, options).map((note) => `[${note}]`);
  const blocks = [...notes, ...paragraphs(transcript.segments)];
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

function paragraphs(segments: readonly Segment[]): string[] {
  const groups: Segment[][] = [];
  for (const segment of segments.filter((candidate) => candidate.text.trim() !== '')) {
    const group = groups.at(-1);
    if (group && belongsTo(group, segment)) group.push(segment);
    else groups.push([segment]);
  }
  return groups.map((group) => {
    const speaker = group[0]?.speaker;
    const text = joinTexts(group.map((segment) => segment.text.replace(/\s+/g, ' ')));
    return speaker ? `${speaker}: ${text}` : text;
  });
}

function belongsTo(group: readonly Segment[], segment: Segment): boolean {
  const last = group.at(-1);
  if (!last || last.speaker !== segment.speaker || segment.start - last.end >= paragraphPause) return false;
  return group.reduce((length, member) => length + member.text.length, 0) < paragraphLength;
}
