import type { Transcript } from '../api/client.ts';
import type { Text } from '../texts/use-texts.ts';
import { createSpeakerFinder } from '../transcript/speakers.ts';

/** A transcript as people paste it: a paragraph for each turn, under the name of who speaks where that is known. */
export function writeText(
  { segments, speakers = [] }: Pick<Transcript, 'segments' | 'speakers'>,
  text: Text,
): string {
  const findSpeaker = createSpeakerFinder(speakers, text);
  const lines: string[] = [];
  let former: string | undefined;
  for (const segment of segments) {
    const name = findSpeaker(segment.speaker)?.name;
    if (segment.speaker !== former && name !== undefined)
      lines.push(lines.length > 0 ? `\n${name}:` : `${name}:`);
    former = segment.speaker;
    lines.push(segment.unintelligible ? text('web-unintelligible') : segment.text);
  }
  return lines.join('\n');
}
