import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { askAt, refusal } from '../../../test/support/asking.ts';
import { addTalk, happen, uploadRecording } from '../../../test/support/recordings.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

/** Of all answers that are asked for here. */
interface Body {
  readonly id: string;
  readonly path: string;
  readonly folder_id: string | null;
  readonly next_cursor: string | null;
  readonly tags: readonly unknown[];
  readonly recordings: readonly { readonly file_name: string }[];
  readonly folders: readonly { readonly name: string }[];
  readonly outcomes: readonly { readonly error: { readonly code: string } | null }[];
  readonly highlights: readonly { readonly id: string; readonly start: number }[];
  readonly shares: readonly { readonly audio: boolean; readonly opened: number }[];
}

const ask = askAt<Body>(() => door);
async function upload(name: string): Promise<string> {
  return (await uploadRecording(door, { query: `file_name=${encodeURIComponent(name)}` })).id;
}
async function list(query: string): Promise<string[]> {
  const { body, status } = await ask('GET', `/v1/recordings?${query}`);
  expect(status).toBe(200);
  return body.recordings.map((one) => one.file_name);
}

describe('folders', () => {
  test('hold recordings, lie in one another, and go without taking recordings along', async () => {
    const id = await upload('in-a-folder.wav');
    const above = (await ask('POST', '/v1/folders', { name: ' Работа  ' })).body;
    expect(above).toMatchObject({ name: 'Работа', parent_id: null, recordings: 0 });
    const below = (await ask('POST', '/v1/folders', { name: 'Встречи', parent_id: above.id })).body;
    const put = await ask('PUT', `/v1/recordings/${id}/folder`, { folder_id: below.id });
    expect(put.status).toBe(204);
    expect(await list(`folder=${above.id}`)).toEqual(['in-a-folder.wav']);
    expect(await list(`folder=${below.id}`)).toEqual(['in-a-folder.wav']);
    expect(await list('folder=none')).not.toContain('in-a-folder.wav');
    expect((await ask('GET', `/v1/recordings/${id}`)).body.folder_id).toBe(below.id);
    const twice = await ask('POST', '/v1/folders', { name: 'Работа' });
    expect(refusal(twice)).toEqual([409, 'folder-exists']);
    const circle = await ask('PATCH', `/v1/folders/${above.id}`, { parent_id: below.id });
    expect(refusal(circle)).toEqual([409, 'folder-in-itself']);
    expect((await ask('PATCH', `/v1/folders/${below.id}`, { name: 'Созвоны' })).status).toBe(204);
    const names = (await ask('GET', '/v1/folders')).body.folders.map((one) => one.name);
    expect(names).toEqual(['Работа', 'Созвоны']);
    expect((await ask('DELETE', `/v1/folders/${above.id}`)).status).toBe(204);
    expect((await ask('GET', '/v1/folders')).body.folders).toEqual([]);
    expect((await ask('GET', `/v1/recordings/${id}`)).body.folder_id).toBeNull();
  });

  test('lie eight deep at most, also when they are moved', async () => {
    let parent: string | null = null;
    const ids: string[] = [];
    for (let level = 1; level <= 8; level += 1) {
      const { body } = await ask('POST', '/v1/folders', { name: `level ${level}`, parent_id: parent });
      ids.push(body.id);
      parent = body.id;
    }
    const deeper = await ask('POST', '/v1/folders', { name: 'deeper', parent_id: parent });
    expect(refusal(deeper)).toEqual([409, 'folders-too-deep']);
    const two = (await ask('POST', '/v1/folders', { name: 'two' })).body.id;
    await ask('POST', '/v1/folders', { name: 'levels', parent_id: two });
    expect(refusal(await ask('PATCH', `/v1/folders/${two}`, { parent_id: ids[6] }))[1]).toBe(
      'folders-too-deep',
    );
    expect((await ask('PATCH', `/v1/folders/${two}`, { parent_id: ids[5] })).status).toBe(204);
  });

  test.each([{ name: '' }, { name: ' ' }, { name: 'a\u0007' }, { name: 'x'.repeat(101) }, { name: 5 }, {}])(
    'are not called %j',
    async (body) => {
      expect(refusal(await ask('POST', '/v1/folders', body))).toEqual([400, 'request-invalid']);
    },
  );

  test('of others do not exist', async () => {
    const stranger = await door.createKey(await door.db.createTenant('stranger'));
    const { id } = (await ask('POST', '/v1/folders', { name: 'theirs' }, { key: stranger })).body;
    const recording = await upload('mine.wav');
    const put = await ask('PUT', `/v1/recordings/${recording}/folder`, { folder_id: id });
    expect(refusal(put)).toEqual([404, 'folder-not-found']);
    expect(refusal(await ask('POST', '/v1/folders', { name: 'x', parent_id: id }))[1]).toBe(
      'folder-not-found',
    );
    expect(await list(`folder=${id}`)).toEqual([]);
  });
});

describe('tags', () => {
  test('are set, found, named otherwise and taken off', async () => {
    const [one, two] = [await upload('one-tagged.wav'), await upload('two-tagged.wav')];
    const set = await ask('PUT', `/v1/recordings/${one}/tags`, { tags: ['Важное', ' план  дня '] });
    expect(set.body).toEqual({ tags: ['Важное', 'план дня'] });
    expect((await ask('PUT', `/v1/recordings/${two}/tags`, { tags: ['важное'] })).body).toEqual({
      tags: ['Важное'],
    });
    expect((await list(`tag=${encodeURIComponent('Важное')}`)).toSorted()).toEqual([
      'one-tagged.wav',
      'two-tagged.wav',
    ]);
    expect((await ask('GET', '/v1/tags')).body.tags).toContainEqual({ tag: 'Важное', recordings: 2 });
    const renamed = await ask('PATCH', `/v1/tags/${encodeURIComponent('Важное')}`, { name: 'план дня' });
    expect(renamed.body).toEqual({ recordings: 2 });
    expect((await ask('GET', `/v1/recordings/${one}`)).body.tags).toEqual(['план дня']);
    expect((await ask('DELETE', `/v1/tags/${encodeURIComponent('план дня')}`)).status).toBe(204);
    expect((await ask('GET', `/v1/recordings/${two}`)).body.tags).toEqual([]);
    expect(refusal(await ask('DELETE', '/v1/tags/a%00b'))).toEqual([404, 'tag-not-found']);
    const many = Array.from({ length: 51 }, (_, index) => `tag ${index}`);
    expect(refusal(await ask('PUT', `/v1/recordings/${one}/tags`, { tags: many }))[1]).toBe('tags-full');
  });
});

describe('a name', () => {
  test('is given by people, and serves for files', async () => {
    const id = await upload('named.wav');
    const named = await ask('PATCH', `/v1/recordings/${id}`, { file_name: ' Планёрка\u202e  1/2 ' });
    expect(named.status).toBe(200);
    expect(named.body).toMatchObject({ file_name: 'Планёрка 1-2' });
    for (const name of ['', ' ', '..', 'a\u0007', 'x'.repeat(256), 5]) {
      const refused = await ask('PATCH', `/v1/recordings/${id}`, { file_name: name, priority: 3 });
      expect(refusal(refused), String(name)).toEqual([400, 'request-invalid']);
    }
    const priorities = await door.db.query('select distinct priority from tasks where recording_id = $1', [
      id,
    ]);
    expect(priorities).toEqual([{ priority: 0 }]);
    await ask('POST', `/v1/recordings/${id}/cancel`);
    const late = await ask('PATCH', `/v1/recordings/${id}`, { file_name: 'late', priority: 1 });
    expect(refusal(late)).toEqual([409, 'state-conflict']);
    expect((await ask('GET', `/v1/recordings/${id}`)).body).toMatchObject({ file_name: 'Планёрка 1-2' });
    expect(refusal(await ask('PATCH', `/v1/recordings/${id}`, {}))).toEqual([400, 'request-invalid']);
    expect(refusal(await ask('PATCH', `/v1/recordings/${door.tenantId}`, { file_name: 'x' }))).toEqual([
      404,
      'recording-not-found',
    ]);
  });
});

describe('the list', () => {
  test('is filtered by name, state and time, and sorted, page by page', async () => {
    const names = ['Б 100%.wav', 'А 1000.wav', 'В_x.wav'];
    for (const name of names) await upload(name);
    expect(await list(`name=${encodeURIComponent('100%')}`)).toEqual(['Б 100%.wav']);
    expect(await list(`name=${encodeURIComponent('в_X')}`)).toEqual(['В_x.wav']);
    expect(await list('name=%00')).toEqual([]);
    expect(await list('from=2999-01-01')).toEqual([]);
    expect((await list('to=2999-01-01&sort=oldest&state=queued&limit=100')).slice(-3)).toEqual(names);
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 20; page += 1) {
      const { body } = await ask('GET', `/v1/recordings?sort=name&limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.recordings.map((one) => one.file_name));
      cursor = body.next_cursor ?? '';
      if (cursor === '') break;
    }
    expect(seen).toEqual(await list('sort=name&limit=100'));
    expect(seen.indexOf('А 1000.wav')).toBeLessThan(seen.indexOf('Б 100%.wav'));
    const other = await ask(
      'GET',
      `/v1/recordings?sort=oldest&cursor=${Buffer.from('x|y').toString('base64url')}`,
    );
    expect(refusal(other)).toEqual([400, 'request-invalid']);
  });
});

describe('many at once', () => {
  test('are moved, tagged, cancelled, sent again and deleted, and each says what became of it', async () => {
    const [one, two] = [await upload('bulk-1.wav'), await upload('bulk-2.wav')];
    const gone = '019f0000-0000-7000-8000-000000000009';
    const bulk = async (body: object) => {
      const answer = await ask('POST', '/v1/recordings/bulk', { ids: [one, two, gone], ...body });
      expect(answer.status).toBe(200);
      return answer.body.outcomes.map((outcome) => outcome.error?.code ?? null);
    };
    const missing = 'recording-not-found';
    expect(await bulk({ action: 'tag', tag: 'bulk' })).toEqual([null, null, missing]);
    expect((await list('tag=bulk')).toSorted()).toEqual(['bulk-1.wav', 'bulk-2.wav']);
    expect(await bulk({ action: 'untag', tag: 'bulk' })).toEqual([null, null, missing]);
    expect(await list('tag=bulk')).toEqual([]);
    const { id } = (await ask('POST', '/v1/folders', { name: 'bulk' })).body;
    expect(await bulk({ action: 'move', folder_id: id })).toEqual([null, null, missing]);
    expect(await list(`folder=${id}`)).toHaveLength(2);
    expect(await bulk({ action: 'retry' })).toEqual(['state-conflict', 'state-conflict', missing]);
    expect(await bulk({ action: 'cancel' })).toEqual([null, null, missing]);
    expect(await bulk({ action: 'retry' })).toEqual([null, null, missing]);
    expect(await bulk({ action: 'delete' })).toEqual([null, null, missing]);
    expect(await list(`folder=${id}`)).toEqual([]);
    const none = await ask('POST', '/v1/recordings/bulk', { ids: ['no id'], action: 'tag', tag: 'x' });
    expect(none.body.outcomes).toEqual([]);
    expect(refusal(await ask('POST', '/v1/recordings/bulk', { ids: [], action: 'delete' }))[0]).toBe(400);
    expect(refusal(await ask('POST', '/v1/recordings/bulk', { ids: [one], action: 'explode' }))[0]).toBe(400);
    const theirs = { ids: [one], action: 'move', folder_id: gone };
    expect(refusal(await ask('POST', '/v1/recordings/bulk', theirs))).toEqual([404, 'folder-not-found']);
  });
});

describe('highlights', () => {
  test('are made, changed and deleted, and say who made them', async () => {
    const id = await addTalk(door);
    const path = `/v1/recordings/${id}/highlights`;
    const made = await ask('POST', path, { start: 1.5, end: 3, note: ' Важно!\r\nПроверить <b> ' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      start: 1.5,
      end: 3,
      note: 'Важно!\nПроверить <b>',
      by: { kind: 'key', name: 'test' },
    });
    await ask('POST', path, { start: 0, end: 1 });
    const changed = await ask('PATCH', `${path}/${made.body.id}`, { note: 'готово' });
    expect(changed.body).toMatchObject({ start: 1.5, note: 'готово' });
    const all = (await ask('GET', path)).body.highlights;
    expect(all.map((one) => one.start)).toEqual([0, 1.5]);
    expect((await ask('DELETE', `${path}/${made.body.id}`)).status).toBe(204);
    expect(refusal(await ask('DELETE', `${path}/${made.body.id}`))).toEqual([404, 'highlight-not-found']);
    const other = await addTalk(door);
    const elsewhere = await ask('DELETE', `/v1/recordings/${other}/highlights/${all[0]?.id}`);
    expect(refusal(elsewhere)).toEqual([404, 'highlight-not-found']);
  });

  test.each([
    { start: 2, end: 1 },
    { start: -1, end: 1 },
    { start: 0 },
    { start: 0, end: 1, note: 'a\u0000' },
    { start: 0, end: 1, note: 'x'.repeat(5_001) },
  ])('are not %.60j', async (body) => {
    const id = await addTalk(door);
    expect(refusal(await ask('POST', `/v1/recordings/${id}/highlights`, body))).toEqual([
      400,
      'request-invalid',
    ]);
  });
});

describe('a share', () => {
  const share = async (id: string, body: object = {}) => {
    const answer = await ask('POST', `/v1/recordings/${id}/shares`, body);
    expect(answer.status).toBe(201);
    return { ...answer.body, at: answer.body.path.replace('/s/', '/v1/shares/') };
  };
  const open = (path: string, headers = {}) => ask('GET', path, undefined, { headers, key: '' });

  test('shows the transcript without a key, and the sound where that is shared, until it is revoked', async () => {
    const id = await addTalk(door);
    const { at, id: shareId } = await share(id);
    const opened = await open(at);
    expect(opened.status).toBe(200);
    expect(opened.body).toMatchObject({
      file_name: 'talk.wav',
      audio: false,
      transcript: { language: 'en' },
    });
    expect(opened.headers.get('referrer-policy')).toBe('no-referrer');
    expect(opened.headers.get('cache-control')).toContain('no-store');
    expect(JSON.stringify(opened.body)).not.toContain(id);
    expect(refusal(await open(`${at}/audio`))).toEqual([403, 'share-without-audio']);
    const loud = await share(id, { audio: true });
    const part = await open(`${loud.at}/audio`, { range: 'bytes=0-99' });
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '100']);
    // Whoever may not hear it any more has nothing of it.
    expect(part.headers.get('cache-control')).toBe('private, no-store');
    const listed = (await ask('GET', `/v1/recordings/${id}/shares`)).body.shares;
    expect(listed.map((one) => [one.audio, one.opened])).toEqual([
      [false, 1],
      [true, 0],
    ]);
    expect(JSON.stringify(listed)).not.toContain(at.slice(-32));
    const file = await open(`${at}/transcript?format=srt`);
    expect(file.headers.get('content-disposition')).toContain('talk.srt');
    expect(file.body).toContain('00:00:00,000 --> ');
    expect(refusal(await open(`${at}/transcript?format=exe`))).toEqual([400, 'request-invalid']);
    expect((await ask('DELETE', `/v1/recordings/${id}/shares/${shareId}`)).status).toBe(204);
    expect(refusal(await open(`${at}/transcript`))).toEqual([404, 'share-not-found']);
    expect(refusal(await open(at))).toEqual([404, 'share-not-found']);
    await ask('DELETE', `/v1/recordings/${id}`);
    expect(refusal(await open(loud.at))).toEqual([404, 'share-not-found']);
  });

  test('tells nothing of what the transcript was made with, in no format', async () => {
    const id = await addTalk(door);
    const reason = 'gpu-7.internal: getaddrinfo (ENOTFOUND)';
    const notes = [{ code: 'engine-fallback', args: { wanted: 'secret-model', engine: 'secret', reason } }];
    await door.db.query(
      `update transcripts set engine = 'secret', model = 'secret-model', notes = $1 where recording_id = $2`,
      [JSON.stringify(notes), id],
    );
    const { at } = await share(id);
    const addresses = ['json', 'txt', 'srt', 'vtt', 'tsv'].map(
      (format) => `${at}/transcript?format=${format}`,
    );
    for (const address of [at, ...addresses]) {
      const answer = await open(address);
      expect(answer.status, address).toBe(200);
      expect(JSON.stringify(answer.body), address).not.toMatch(/secret|gpu-7|ENOTFOUND/);
    }
    const told = 'The engine that was wanted could not be used, so another one stepped in.';
    expect(JSON.stringify((await open(at)).body)).toContain(told);
    const given = await uploadRecording(door);
    const error = { code: 'model-download-failed', args: { model: 'secret', detail: reason } } as const;
    await happen(door, given.id, [{ type: 'dead', error }]);
    const refused = await open((await share(given.id)).at);
    expect(refusal(refused)).toEqual([409, 'transcript-not-ready']);
    expect(JSON.stringify(refused.body)).not.toMatch(/secret|gpu-7|ENOTFOUND/);
  });

  test('asks for its password, once a right one was shown no more, and closes behind ten wrong ones', async () => {
    const id = await addTalk(door);
    const { at } = await share(id, { password: 'correct horse', audio: true });
    expect(refusal(await open(at))).toEqual([401, 'share-password-needed']);
    expect(refusal(await open(`${at}/audio`))).toEqual([401, 'share-password-needed']);
    expect(refusal(await open(`${at}/transcript`))).toEqual([401, 'share-password-needed']);
    const unlock = (password: string) => ask('POST', `${at}/unlock`, { password }, { key: '' });
    expect(refusal(await unlock('wrong'))).toEqual([403, 'share-password-wrong']);
    const right = await unlock('correct horse');
    expect(right.status).toBe(204);
    const cookie = right.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/);
    const [proof = ''] = cookie.split(';');
    expect((await open(at, { cookie: proof })).status).toBe(200);
    expect((await open(`${at}/audio`, { cookie: proof })).status).toBe(200);
    const other = await share(id, { password: 'correct horse' });
    expect(refusal(await open(other.at, { cookie: proof }))[1]).toBe('share-password-needed');
    const later = proof.replace(/=(\d+)/, (_, end) => `=${Number(end) + 1}`);
    expect(refusal(await open(at, { cookie: later }))[1]).toBe('share-password-needed');
    const guesses = await Promise.all(Array.from({ length: 12 }, () => unlock('guess')));
    const codes = guesses.map((one) => one.body.error.code);
    expect(codes.filter((code) => code === 'share-password-wrong')).toHaveLength(10);
    expect(codes.filter((code) => code === 'share-locked')).toHaveLength(2);
    expect(refusal(await unlock('correct horse'))).toEqual([429, 'share-locked']);
    await door.db.query(`update shares set locked_until = now() - interval '1 second'`);
    expect((await unlock('correct horse')).status).toBe(204);
  }, 60_000);

  test('ends, and a wrong link opens nothing', async () => {
    const id = await addTalk(door);
    const { at } = await share(id, { expires_in: 3600 });
    expect((await open(at)).status).toBe(200);
    await door.db.query(
      `update shares set expires_at = now() - interval '1 second' where expires_at is not null`,
    );
    expect(refusal(await open(at))).toEqual([410, 'share-expired']);
    const fine = await share(id);
    for (const wrong of ['x', '%00', `${fine.at.slice(11, -3)}AAA`, 'A'.repeat(75)])
      expect(refusal(await open(`/v1/shares/${wrong}`)), wrong).toEqual([404, 'share-not-found']);
  });
});
