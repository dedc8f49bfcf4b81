import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorMeanings } from '../../src/core/errors.ts';
import { makeSamples, runFfmpeg, silence, speech, writeWav } from '../support/audio.ts';
import { runCli } from '../support/command.ts';

/*
 * Documents are held to what is there: blocks marked `sh run` run, commands and options in the others exist, links lead
 * somewhere, tables that repeat the code agree with it.
 */
const documents = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
];

interface Block {
  readonly document: string;
  readonly kind: string;
  readonly code: string;
}

const blocks: Block[] = documents.flatMap((document) =>
  [...readFileSync(document, 'utf8').matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, kind = '', code = '']) => ({
      document,
      kind,
      code,
    }),
  ),
);

const runnable = blocks.filter(({ kind }) => kind === 'sh run');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-documents-'));
  await symlink(resolve('efir'), join(folder, 'efir'));
  const wav = join(folder, 'talk.wav');
  await writeWav(wav, makeSamples([speech(2), silence(1), speech(1)]));
  await runFfmpeg('-i', wav, join(folder, 'talk.ogg'));
  await mkdir(join(folder, 'recordings'));
  await runFfmpeg('-i', wav, join(folder, 'recordings/monday.mp3'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('documents', () => {
  test.each(runnable)('what $document shows works: $code', async ({ code }) => {
    const { PATH = '', HOME = '' } = process.env;
    const environment = {
      PATH,
      HOME,
      EFIR_ENGINE: 'scripted',
      SPEECH_DETECTOR: 'energy',
      EFIR_DATA_DIR: join(folder, 'data'),
      SYSTEM_INSTALLS: 'false',
      MODEL_DOWNLOADS: 'false',
      PORT: '0',
    };
    const { stdout } = await promisify(execFile)('sh', ['-euc', code], { cwd: folder, env: environment });
    expect(`${stdout}${(await readdir(folder)).join()}`).not.toBe('');
  });

  test('there are blocks that run', () => {
    expect(runnable.length).toBeGreaterThan(3);
    expect(runnable.map(({ document }) => document)).toContain('README.md');
  });

  test('commands and options that are shown exist', async () => {
    const lines = blocks
      .filter(({ kind }) => kind.startsWith('sh') || kind === 'console')
      .flatMap(({ code, document }) => code.split('\n').map((line) => ({ document, line })))
      .filter(({ line }) => line.includes('./efir '));
    expect(lines.length).toBeGreaterThan(8);
    for (const { document, line } of lines) {
      const words = (/\.\/efir (.*)/.exec(line)?.[1] ?? '').replace(/ # .*/, '').split(' ');
      const names = ['token', 'models', 'tasks'].includes(words[0] ?? '')
        ? words.slice(0, 2)
        : words.slice(0, 1);
      const help = await runCli([...names, '--help']);
      expect([document, line, help.exit]).toEqual([document, line, 0]);
      for (const option of words.filter((word) => /^--[a-z]/.test(word)))
        expect(help.stdout).toContain(option);
    }
  });

  test('links lead somewhere', () => {
    const broken = documents.flatMap((document) =>
      [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(dirname(document), target)))
        .map((target) => `${document}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('files that ARCHITECTURE names exist', () => {
    const text = readFileSync('ARCHITECTURE.md', 'utf8');
    const named = [...text.matchAll(/`((?:src|apps|core|compute|domain|work|db|test|scripts)\/[\w./-]+)`/g)];
    const paths = named.map(([, path = '']) =>
      path.replace(/^(apps|core|compute|domain|work|db)\//, 'src/$1/'),
    );
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    expect(text.split('\n').length).toBeLessThanOrEqual(200);
  });

  test('the table of exit codes holds every code there is', () => {
    const text = readFileSync('README.md', 'utf8');
    const listed = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    const used = new Set(Object.values(errorMeanings).map(({ exit }) => exit));
    expect(listed).toEqual([0, ...[...used].sort((one, other) => one - other)]);
  });
});
