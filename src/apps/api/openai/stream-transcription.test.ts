import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { happen, makePiece, makeSegment, media, succeeded } from '../../../../test/support/recordings.ts';
import { block, say } from '../../../../test/support/told-blocks.ts';
import type { Happening } from '../../../work/effects.ts';

/** What happens to the recording is told by the test: nobody works behind this door. */
let door: TestApi;
let client: OpenAI;
let made = 0;
beforeAll(async () => {
  door = await startTestApi();
  client = new OpenAI({ apiKey: door.key, baseURL: `${door.api.url}/v1`, maxRetries: 0 });
});
afterAll(() => door.close());

/** Begins a stream; its recording is there when this resolves. */
async function begin(response_format: 'json' | 'diarized_json' = 'json') {
  made += 1;
  const file = await toFile(makeRecording(5_000 + 2 * made), `${made}.wav`);
  const asked = client.audio.transcriptions.create({
    ...{ file, model: 'gpt-4o-transcribe', stream: true as const },
    response_format,
    known_speaker_names: ['Anna', 'Boris'],
  });
  const heard: string[] = [];
  const listening = Promise.resolve(asked).then(async (stream) => {
    for await (const event of stream) {
      if ('delta' in event) heard.push(event.delta);
      else heard.push('speaker' in event ? `${event.speaker}: ${event.text}` : event.type);
    }
  });
  listening.catch(() => undefined);
  const find = async () =>
    (await door.db.query<{ id: string }>('select id from recordings where file_name = $1', [file.name]))[0]
      ?.id;
  await expect.poll(find).toBeTruthy();
  return { id: (await find()) ?? '', heard, listening };
}

describe('a stream', () => {
  test('tells each piece when it is there', async () => {
    const { id, heard, listening } = await begin();
    await happen(door, id, [
      { type: 'started', worker_id: 'a-worker' },
      { type: 'probed', media },
    ]);
    await happen(door, id, [makePiece(0, [makeSegment(0)])]);
    await expect.poll(() => heard).toEqual(['word0 more']);
    await happen(door, id, [makePiece(1, [makeSegment(1), makeSegment(2)])]);
    await expect.poll(() => heard).toEqual(['word0 more', ' word1 more', ' word2 more']);
    await happen(door, id, [succeeded]);
    await listening;
    expect(heard.at(-1)).toBe('transcript.text.done');
  });

  test('of diarized_json tells words as they come, and who said them when all is heard', async () => {
    const { id, heard, listening } = await begin('diarized_json');
    const [row] = await door.db.query('select options from recordings where id = $1', [id]);
    expect(row).toMatchObject({ options: { diarize: true, min_speakers: 2 } });
    await happen(door, id, [makePiece(0, [say(0, 1, 'a b c d e f g h'), say(1, 8, 'i j')])]);
    await expect.poll(() => heard).toEqual(['a b c d e f g h', ' i j']);
    const turns = [
      [0, 4, 1],
      [4, 7, 0],
      [7, 10, 1],
    ] as const;
    const voices = [
      [0, 3],
      [1, 7],
    ] as const;
    const told = block(turns, voices);
    await happen(door, id, [
      { type: 'turns', block: 0, turns: [...told.turns], voices: [...told.voices], processed: 10 },
      { ...succeeded, blocks: 1 } as Happening,
    ]);
    await listening;
    expect(heard.slice(2)).toEqual(['A: a b c d e f', 'B: g h', 'A: i j', 'transcript.text.done']);
  });

  test('that has begun says in itself what goes wrong', async () => {
    const { id, heard, listening } = await begin();
    await happen(door, id, [makePiece(0, [makeSegment(0)])]);
    await expect.poll(() => heard).toHaveLength(1);
    await happen(door, id, [
      { type: 'dead', error: { code: 'media-damaged', args: { detail: 'no frame' } } },
    ]);
    await expect(listening).rejects.toMatchObject({
      code: 'media-damaged',
      param: 'file',
      message: expect.stringContaining('no frame'),
    });
  });

  test('that has not begun answers with the status', async () => {
    const { id, listening } = await begin();
    await happen(door, id, [
      { type: 'dead', error: { code: 'media-no-audio', args: { found: 'a picture' } } },
    ]);
    await expect(listening).rejects.toMatchObject({ status: 400, code: 'media-no-audio' });
  });

  test('of a recording that was sent again says nothing twice', async () => {
    const { id, heard, listening } = await begin();
    await happen(door, id, [makePiece(0, [makeSegment(0)])]);
    await happen(door, id, [{ type: 'queued' }, makePiece(0, [makeSegment(0)])]);
    await happen(door, id, [makePiece(1, [makeSegment(1)]), succeeded]);
    await listening;
    expect(heard).toEqual(['word0 more', ' word1 more', 'transcript.text.done']);
  });

  test('with nothing to tell shows that it lives', async () => {
    made += 1;
    const form = new FormData();
    form.append('model', 'whisper-1');
    form.append('stream', 'true');
    form.append('file', new Blob([makeRecording(6_000 + 2 * made)]), 'a.wav');
    const answer = await door.fetch('/v1/audio/transcriptions', {
      key: door.key,
      method: 'POST',
      body: form,
    });
    expect(answer.status).toBe(200);
    const id = answer.headers.get('x-recording-id') ?? '';
    await happen(door, id, [makePiece(0, [makeSegment(0)]), succeeded]);
    const text = await answer.text();
    expect(text).toMatch(/^: still here\n\nevent: transcript\.text\.delta\ndata: \{"type":/);
  }, 60_000);
});
