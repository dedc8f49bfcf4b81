import type { NoteTexts } from '../assemble-transcript.ts';
import type { Transcript } from '../transcript.ts';

/**
 * How a speaker is called in a transcript: as a person named them, else `Speaker 1` in the reader's language when there
 * are texts, else the id. On one line, never empty unless the id is.
 */
export function nameSpeaker(
  id: string,
  { speakers }: Pick<Transcript, 'speakers'>,
  texts?: NoteTexts,
): string {
  const given = speakers?.find((speaker) => speaker.id === id)?.name;
  const name = given?.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (name) return name;
  const [, number] = /^S(\d{1,9})$/.exec(id) ?? [];
  return texts && number !== undefined ? texts.text('speaker-name', { number: Number(number) }) : id;
}
