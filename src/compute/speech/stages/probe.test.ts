import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSamples, speech, writeWav } from '../../../../test/support/audio.ts';
import { createFfmpegMediaTool } from '../../../adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { createScriptedMediaTool } from '../../../adapters/media-tool/scripted/scripted-media-tool.ts';
import { probe } from './probe.ts';

let folder = '';
const tool = createFfmpegMediaTool();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-test-probe-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('probing', () => {
  it('says what a recording holds, and refuses one that is too long', async () => {
    const path = join(folder, 'talk.wav');
    await writeWav(path, makeSamples([speech(3)]));
    expect(await probe(tool, path, { maxDuration: 3 })).toMatchObject({ duration: 3 });
    await expect(probe(tool, path, { maxDuration: 2 })).rejects.toMatchObject({
      code: 'media-too-long',
      args: { duration: 3, limit: 2 },
    });
  });

  it('tells what is not there from what cannot be read', async () => {
    await expect(probe(tool, join(folder, 'nothing'))).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(probe(tool, join(folder, 'talk.wav', 'below'))).rejects.toMatchObject({
      code: 'file-not-found',
    });
    await expect(probe(tool, folder)).rejects.toMatchObject({
      code: 'file-unreadable',
      args: { detail: 'illegal operation on a directory (EISDIR)' },
    });
    await symlink('loop', join(folder, 'loop'));
    await expect(probe(tool, join(folder, 'loop'))).rejects.toMatchObject({
      code: 'file-unreadable',
      args: { detail: expect.stringContaining('(ELOOP)') },
    });
  });

  it('calls broken what has the signature of a recording, and foreign what has none', async () => {
    const cases = [
      ['flac', Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(3000, 7)]), 'media-damaged'],
      ['ogg', Buffer.concat([Buffer.from('OggS\0\u0002'), Buffer.alloc(3000, 7)]), 'media-damaged'],
      ['zeros', Buffer.alloc(5000), 'media-unrecognised'],
    ] as const;
    for (const [name, content, code] of cases) {
      const path = join(folder, name);
      await writeFile(path, content);
      await expect(probe(tool, path), name).rejects.toMatchObject({ code });
    }
  });

  it('calls broken what another tool refuses although its first bytes are a recording’s', async () => {
    const path = join(folder, 'wide.wav');
    await writeWav(path, makeSamples([speech(1)]), 44_100);
    await expect(probe(createScriptedMediaTool(), path)).rejects.toMatchObject({
      code: 'media-damaged',
      args: { detail: 'only its first bytes make sense' },
    });
  });
});
