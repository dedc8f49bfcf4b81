import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, measureLeftovers, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { EfirError } from '../../core/errors.ts';
import type { ErrorBody } from './schemas/error.ts';
import type { RecordingBody } from './schemas/recording.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi({ config: { maxFileSize: 200_000 } });
});
afterAll(() => door.close());

const url = '/v1/recordings';
type Body = NonNullable<RequestInit['body']>;
const post = (body: Body, path = url, headers: Record<string, string> = {}) =>
  door.fetch(path, { key: door.key, method: 'POST', body, headers });
const recordingOf = async (answer: Response) => (await answer.json()) as RecordingBody;
const codeOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error.code;

/** Runs `work` and says what it left behind. */
const leftBehind = (work: () => Promise<void>) => measureLeftovers(door, work);

describe('a raw body', () => {
  test('becomes a recording with its first task, and the answer says where it is', async () => {
    const bytes = makeRecording(70_000);
    const answer = await post(bytes, `${url}?file_name=talk.wav&language=Russian&diarize=1&engine=scripted`, {
      'x-request-id': 'my-request.1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('x-request-id')).toBe('my-request.1');
    const recording = await recordingOf(answer);
    expect(answer.headers.get('location')).toBe(`${url}/${recording.id}`);
    expect(recording).toMatchObject({
      state: 'queued',
      file_name: 'talk.wav',
      bytes: 70_000,
      options: { language: 'ru', diarize: true, engine: 'scripted' },
      request_id: 'my-request.1',
    });
    const [row] = await door.db.query<{ trace: string; kind: string; engine: string; state: string }>(
      'select r.trace, t.kind, t.engine, t.state from recordings r join tasks t on t.recording_id = r.id where r.id = $1',
      [recording.id],
    );
    expect(row).toEqual({
      trace: '0af7651916cd43dd8448eb211c80319c',
      kind: 'transcribe',
      engine: 'scripted',
      state: 'queued',
    });
    const audio = await door.fetch(`${url}/${recording.id}/audio`, { key: door.key });
    expect(Buffer.from(await audio.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test.each([
    [
      'Content-Disposition',
      { 'content-disposition': "attachment; filename*=UTF-8''%D1%80%D0%B5%D1%87%D1%8C.ogg" },
      'речь.ogg',
    ],
    ['X-File-Name', { 'x-file-name': '%D1%80%D0%B5%D1%87%D1%8C.ogg' }, 'речь.ogg'],
    ['nothing', {}, 'recording'],
  ])('takes its name from %s', async (_from, headers, name) => {
    expect(
      (await recordingOf(await post(makeRecording(), url, headers as Record<string, string>))).file_name,
    ).toBe(name);
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\evil.wav', 'evil.wav'],
    ['..', 'recording'],
    ['a\r\nb\0c.wav', 'abc.wav'],
    ['photo\u202egpj.wav', 'photogpj.wav'],
    ['x'.repeat(900), 'x'.repeat(255)],
  ])('keeps of the name %j only %j', async (given, kept) => {
    const answer = await post(makeRecording(), `${url}?file_name=${encodeURIComponent(given)}`);
    expect((await recordingOf(answer)).file_name).toBe(kept);
  });

  test('is judged by its bytes, whatever it claims to be', async () => {
    const answer = await post(makeRecording(), `${url}?file_name=notes.txt`, {
      'content-type': 'application/json',
    });
    expect(answer.status).toBe(202);
  });
});

// Around the length that is looked at before anything is stored, and around the sockets' buffers.
test.each([44, 65_535, 65_536, 65_537, 131_072, 199_999])(
  '%i bytes come out as they went in, raw and in a form',
  async (size) => {
    const bytes = makeRecording(size);
    const form = new FormData();
    form.append('file', new Blob([bytes]), 'a.wav');
    for (const body of [bytes, form]) {
      const { id } = await recordingOf(await post(body));
      const audio = await door.fetch(`${url}/${id}/audio`, { key: door.key });
      expect(Buffer.from(await audio.arrayBuffer()).equals(bytes)).toBe(true);
    }
  },
);

describe('a form', () => {
  test.each(['before', 'behind'])('may have its options %s the file', async (place) => {
    const form = new FormData();
    if (place === 'before') form.append('language', 'en');
    form.append('anything', new Blob([makeRecording(100_000)]), '../речь.wav');
    if (place === 'behind') form.append('language', 'en');
    const answer = await post(form);
    expect(answer.status).toBe(202);
    expect(await recordingOf(answer)).toMatchObject({
      file_name: 'речь.wav',
      bytes: 100_000,
      options: { language: 'en' },
    });
  });

  test.each([
    ['no file', { fields: ['language', 'en'] }, 'upload-malformed', 400],
    ['two files', { files: 2 }, 'upload-malformed', 400],
    ['an unknown option before the file', { fields: ['langage', 'en'], files: 1 }, 'request-invalid', 400],
    ['an unknown language', { fields: ['language', 'Klingonish'], files: 1 }, 'language-unknown', 422],
    ['an unknown engine', { fields: ['engine', 'magic'], files: 1 }, 'engine-unknown', 422],
    [
      'an option that is too long',
      { fields: ['language', 'x'.repeat(20_000)], files: 1 },
      'upload-malformed',
      400,
    ],
  ])('with %s is refused, and nothing stays', async (_what, made, code, status) => {
    const left = await leftBehind(async () => {
      const form = new FormData();
      const { fields, files = 0 } = made as { fields?: [string, string]; files?: number };
      if (fields) form.append(...fields);
      for (let index = 0; index < files; index += 1)
        form.append('file', new Blob([makeRecording()]), 'a.wav');
      const answer = await post(form);
      expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test('with a number that is none says which value it was, in the query as well', async () => {
    const form = new FormData();
    form.append('speakers', 'abc');
    form.append('file', new Blob([makeRecording()]), 'a.wav');
    const answers = [await post(form), await post(makeRecording(), `${url}?speakers=abc`)];
    for (const answer of answers) {
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      expect([answer.status, error.code]).toEqual([400, 'request-invalid']);
      expect(error.message).toMatch(/speakers: .* \(given: “abc”\)/);
    }
  });

  test('with a wrong option behind the file leaves nothing of the file', async () => {
    const left = await leftBehind(async () => {
      const form = new FormData();
      form.append('file', new Blob([makeRecording(90_000)]), 'a.wav');
      form.append('diarize', 'perhaps');
      const answer = await post(form);
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as ErrorBody).error.message).toContain('diarize');
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test.each([1, 2])(
    'with a field that is too long is refused, on either side of the file (%i)',
    async (side) => {
      const left = await leftBehind(async () => {
        const form = new FormData();
        const long = () => form.append('language', 'x'.repeat(200_000));
        if (side === 1) long();
        form.append('file', new Blob([makeRecording(80_000)]), 'a.wav');
        if (side === 2) long();
        expect(await codeOf(await post(form))).toBe('upload-malformed');
      });
      expect(left).toEqual({ rows: 0, files: 0 });
    },
  );

  test('with more parts than there are options is refused', async () => {
    const form = new FormData();
    for (let index = 0; index < 300; index += 1) form.append(`f${index}`, 'x');
    form.append('file', new Blob([makeRecording()]), 'a.wav');
    expect(await codeOf(await post(form))).toBe('upload-malformed');
  });

  test('that is none, or breaks off inside its file, is refused', async () => {
    const left = await leftBehind(async () => {
      const type = { 'content-type': 'multipart/form-data; boundary=xyz' };
      expect(await codeOf(await post('no form at all', url, type))).toMatch(/^upload-(malformed|cut)$/);
      expect(await codeOf(await post('x', url, { 'content-type': 'multipart/form-data' }))).toBe(
        'upload-malformed',
      );
      const head = '--xyz\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n';
      for (const bytes of [100, 300, 5_000, 80_000]) {
        for (const end of ['', '\r\n']) {
          const broken = Buffer.concat([Buffer.from(head), makeRecording(bytes), Buffer.from(end)]);
          expect(await codeOf(await post(broken, url, type))).toBe('upload-cut');
        }
      }
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });
});

describe('the scripted engine', () => {
  test('is offered only where it is the engine of the installation', async () => {
    const own = await startTestApi({ config: { engine: 'auto' } });
    try {
      const ask = (query: string) =>
        own.fetch(`${url}?${query}`, { key: own.key, method: 'POST', body: makeRecording() });
      const answer = await ask('engine=scripted&model=crash');
      const { error } = (await answer.json()) as ErrorBody;
      expect([answer.status, error.code]).toEqual([422, 'engine-unknown']);
      expect(error.message).toContain('known are sherpa-onnx, whisper-cpp, pocketsphinx.');
      expect((await ask('engine=pocketsphinx')).status).toBe(202);
      // A worker elsewhere may have it; where all are here, none does.
      expect((await ask('model=gigantic')).status).toBe(202);
    } finally {
      await own.close();
    }
  });
});

describe('bad content', () => {
  test.each([
    ['nothing', '', 'media-empty', 422],
    ['text', 'hello, this is no sound\n'.repeat(100), 'media-unrecognised', 415],
    ['a playlist', '#EXTM3U\n#EXTINF:1,\nsecret.wav\n', 'media-unrecognised', 415],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'media-unrecognised', 415],
    ['noise', Buffer.alloc(5000, 0x9c), 'media-unrecognised', 415],
  ])('%s: refused, raw and in a form, and nothing stays', async (_what, content, code, status) => {
    const left = await leftBehind(async () => {
      const body = Buffer.from(content as string);
      const raw = await post(body, `${url}?file_name=song.mp3`, { 'content-type': 'audio/mpeg' });
      expect([raw.status, await codeOf(raw)]).toEqual([status, code]);
      const form = new FormData();
      form.append('file', new Blob([body], { type: 'audio/mpeg' }), 'song.mp3');
      const formed = await post(form);
      expect([formed.status, await codeOf(formed)]).toEqual([status, code]);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test('says what was found, in the language of the reader', async () => {
    const answer = await post('%PDF-1.7 and so on', url, { 'accept-language': 'ru' });
    const { error } = (await answer.json()) as ErrorBody;
    expect(error.message).toMatch(/PDF/);
    expect(error.message).toMatch(/[а-я]/);
  });
});

describe('size', () => {
  test('exactly the limit is taken', async () => {
    expect((await post(makeRecording(200_000))).status).toBe(202);
  });

  test('one byte more is refused by its announced length, raw', async () => {
    const answer = await post(makeRecording(200_001));
    expect([answer.status, await codeOf(answer)]).toEqual([413, 'file-too-large']);
  });

  test('more than the limit is refused while it comes when no length was announced, and nothing stays', async () => {
    const left = await leftBehind(async () => {
      const chunks = [makeRecording(150_000), Buffer.alloc(150_000)];
      const body = new ReadableStream({
        pull(controller) {
          const chunk = chunks.shift();
          if (chunk) controller.enqueue(chunk);
          else controller.close();
        },
      });
      const init = { method: 'POST', body, duplex: 'half', headers: { authorization: `Bearer ${door.key}` } };
      const answer = await fetch(new URL(url, door.api.url), init as RequestInit);
      expect([answer.status, await codeOf(answer)]).toEqual([413, 'file-too-large']);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test('more than the limit in a form is refused, and nothing stays', async () => {
    const left = await leftBehind(async () => {
      const form = new FormData();
      form.append('file', new Blob([makeRecording(200_001)]), 'a.wav');
      const answer = await post(form);
      expect([answer.status, await codeOf(answer)]).toEqual([413, 'file-too-large']);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test('a sender that asks before it sends is told no without sending', async () => {
    const statuses = await askToContinue({
      'content-length': '900000000',
      authorization: `Bearer ${door.key}`,
    });
    expect(statuses).toEqual({ asked: false, status: 413 });
    expect(await askToContinue({ 'content-length': '5000' })).toEqual({ asked: false, status: 401 });
  });

  test('and is asked for the body when it may send', async () => {
    const headers = { 'content-length': '5000', authorization: `Bearer ${door.key}` };
    expect(await askToContinue(headers)).toEqual({ asked: true, status: 202 });
  });
});

/** Sends the head of a request with `Expect: 100-continue`, and the body only when it is asked for. */
function askToContinue(
  headers: Record<string, string>,
): Promise<{ asked: boolean; status: number | undefined }> {
  return new Promise((resolve, reject) => {
    let asked = false;
    const request = httpRequest(new URL(url, door.api.url), {
      method: 'POST',
      headers: { ...headers, expect: '100-continue' },
    });
    request.on('continue', () => {
      asked = true;
      request.end(makeRecording(5_000));
    });
    request.on('response', (answer) => {
      answer.resume();
      resolve({ asked, status: answer.statusCode });
      if (!asked) request.destroy();
    });
    request.on('error', (error) => (asked ? reject(error) : undefined));
    request.flushHeaders();
  });
}

describe('a cut upload', () => {
  test.each(['raw', 'form'])('leaves nothing behind (%s)', async (kind) => {
    const left = await leftBehind(async () => {
      const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n';
      await new Promise<void>((resolve, reject) => {
        const { hostname, port } = new URL(door.api.url);
        const socket = connect(Number(port), hostname);
        socket.once('error', reject);
        socket.write(
          `POST ${url} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${door.key}\r\nContent-Length: 190000\r\n${
            kind === 'form' ? 'Content-Type: multipart/form-data; boundary=x\r\n' : ''
          }\r\n${kind === 'form' ? form : ''}`,
        );
        socket.write(makeRecording(120_000));
        // Cut only once the door has begun to write.
        void expect
          .poll(async () => (await door.listBlobFiles()).some((file) => file.includes('.incoming')))
          .toBe(true)
          .then(() => {
            socket.destroy();
            resolve();
          }, reject);
      });
      await expect
        .poll(async () => (await door.listBlobFiles()).filter((file) => file.includes('.incoming')))
        .toEqual([]);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });
});

describe('content that its first bytes do not explain', () => {
  const strange = Buffer.alloc(5000, 0x9c);

  test('is taken when the probe finds sound in it, and refused with what the probe says otherwise', async () => {
    const probed: string[] = [];
    const own = await startTestApi({
      probe: async (path) => {
        probed.push(path);
        if (probed.length > 1) throw new EfirError('media-no-audio', { found: 'video (h264)' });
        return { format: 'x', codec: 'y', duration: 1, sample_rate: 8000, channels: 1 };
      },
    });
    try {
      const send = () => own.fetch(url, { key: own.key, method: 'POST', body: strange });
      expect((await send()).status).toBe(202);
      expect(probed).toEqual(await own.listBlobFiles());
      const refused = await send();
      expect([refused.status, await codeOf(refused)]).toEqual([422, 'media-no-audio']);
      expect(await own.listBlobFiles()).toHaveLength(1);
    } finally {
      await own.close();
    }
  });
});
