import { useClient } from '../../src/db/client.ts';
import { type Sound, silence, speech } from '../../test/support/audio.ts';
import type { DemoTalk } from './demo-talks.ts';

/** Seconds between lines, and of a word. */
const pause = 0.7;
const wordTime = 0.36;

/** As long as the lines take, each as loud as if another spoke. */
export function soundOf({ lines }: DemoTalk): Sound[] {
  return lines.flatMap(([, text], line) => [
    speech(text.split(' ').length * wordTime, 0.12 + ((line * 7) % 5) * 0.09),
    silence(pause),
  ]);
}

/** Puts the talk in the place of what was recognised in a recording. */
export function writeTalk(migrationUrl: string, id: string, talk: DemoTalk): Promise<void> {
  return useClient(migrationUrl, 'efir demo', async (client) => {
    const { rows } = await client.query<{ tenant_id: string }>(
      'select tenant_id from recordings where id = $1',
      [id],
    );
    const tenant = rows[0]?.tenant_id;
    await client.query('delete from segments where recording_id = $1', [id]);
    await client.query('delete from speakers where recording_id = $1', [id]);
    const segments = layOutSegments(talk);
    for (const [place, name] of talk.speakers.entries()) {
      const seconds = segments
        .filter(({ speaker }) => speaker === place)
        .reduce((sum, { end, start }) => sum + end - start, 0);
      await client.query(
        'insert into speakers (tenant_id, recording_id, id, name, seconds) values ($1, $2, $3, $4, $5)',
        [tenant, id, `S${place + 1}`, name, seconds],
      );
    }
    for (const [index, { end, speaker, start, words }] of segments.entries()) {
      const text = words.map((word) => word.text).join(' ');
      await client.query(
        `insert into segments (tenant_id, recording_id, index, piece, start_s, end_s, speaker, text, words, language)
         values ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9)`,
        [tenant, id, index, start, end, `S${speaker + 1}`, text, JSON.stringify(words), talk.language],
      );
    }
  });
}

function layOutSegments({ lines }: DemoTalk) {
  let start = 0;
  return lines.map(([speaker, text]) => {
    const words = layOutWords(text, start);
    const segment = { start, end: words.at(-1)?.end ?? start, speaker, words };
    start += words.length * wordTime + pause;
    return segment;
  });
}

/** A question mark before a letter says that the word is doubtful. */
function layOutWords(text: string, from: number) {
  return text.split(' ').map((written, place) => ({
    text: written.replace(/\?(?=\p{L})/u, ''),
    start: from + place * wordTime,
    end: from + (place + 0.9) * wordTime,
    confidence: /\?\p{L}/u.test(written) ? 0.42 : 0.93,
  }));
}
