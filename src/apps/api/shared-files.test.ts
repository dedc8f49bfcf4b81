import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRecording, measureLeftovers, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { ensureFirstTenant } from '../../domain/identity/index.ts';

/* Paths in calls: only below the shared root, and only for the tenant whose files they are. */

let folder: string;
let root: string;
let owner: TestApi;
/** Of the tenant that files below the shared root belong to when no other is named. */
let firstKey: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-shared-'));
  root = join(folder, 'root');
  await mkdir(join(root, 'tasks'), { recursive: true });
  await mkdir(join(folder, 'root-beside'));
  for (const path of ['root/tasks/talk.wav', 'secret.wav', 'root-beside/secret.wav'])
    await writeFile(join(folder, path), makeRecording());
  await writeFile(join(root, 'large.wav'), makeRecording(10_000_001));
  await writeFile(join(root, 'page.html'), '<html><body>no recording</body></html>');
  await symlink(join(folder, 'secret.wav'), join(root, 'link.wav'));
  await symlink(folder, join(root, 'up'));
  owner = await startTestApi({ config: { sharedRoot: root } });
  firstKey = await owner.createKey((await ensureFirstTenant(owner.db.database)).id);
});
afterAll(async () => {
  await owner?.close();
  await rm(folder, { recursive: true });
});

async function transcribe(path: string, key = firstKey) {
  const body = JSON.stringify({
    jsonrpc: '2.0',
    method: 'media.transcribe',
    params: { file_path: path },
    id: 1,
  });
  const headers = { 'content-type': 'application/json' };
  const answer = await owner.fetch('/rpc', { key, method: 'POST', body, headers });
  return (await answer.json()) as {
    result?: { recording_id: string; file_name: string };
    error?: { code: number; data: { code: string; message: string } };
  };
}

test('a file below the shared root becomes a recording of the first tenant', async () => {
  const { result } = await transcribe(join(root, 'tasks/talk.wav'));
  expect(result).toMatchObject({ file_name: 'talk.wav', state: 'queued' });
  const stored = await owner.fetch(`/v1/recordings/${result?.recording_id}/audio`, { key: firstKey });
  expect((await stored.arrayBuffer()).byteLength).toBe(5000);
});

test.each([
  ['outside of it', () => join(folder, 'secret.wav'), 'file-outside'],
  ['beside it, by a name that begins alike', () => join(folder, 'root-beside/secret.wav'), 'file-outside'],
  ['above it', () => join(root, '../secret.wav'), 'file-outside'],
  ['behind a link', () => join(root, 'link.wav'), 'file-outside'],
  ['behind a folder that is a link', () => join(root, 'up/secret.wav'), 'file-outside'],
  ['from where the server stands', () => 'tasks/talk.wav', 'file-outside'],
  ['with a NUL', () => `${join(root, 'tasks/talk.wav')}\0.txt`, 'file-outside'],
  ['of the system', () => '/etc/passwd', 'file-outside'],
  ['of the root itself', () => root, 'file-outside'],
  ['of a folder', () => join(root, 'tasks'), 'file-unreadable'],
  ['that is not there', () => join(root, 'tasks/none.wav'), 'file-not-found'],
  ['of what is too large', () => join(root, 'large.wav'), 'file-too-large'],
  ['of what is no recording', () => join(root, 'page.html'), 'media-unrecognised'],
])('a path %s makes nothing', async (_what, path, code) => {
  const left = await measureLeftovers(owner, async () => {
    const { error } = await transcribe(path());
    expect(error?.data.code).toBe(code);
    expect(error?.data.message).not.toContain('passwd:');
  });
  expect(left).toEqual({ rows: 0, files: 0 });
});

test('another tenant has no files there', async () => {
  const { error } = await transcribe(join(root, 'tasks/talk.wav'), owner.key);
  expect(error?.data.code).toBe('file-outside');
});
