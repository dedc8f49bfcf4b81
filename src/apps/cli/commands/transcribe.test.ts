import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSamples, runFfmpeg, silence, speech, writeWav } from '../../../../test/support/audio.ts';
import { type CommandOptions, runCli, startCli } from '../../../../test/support/command.ts';
import { transcriptSchema } from '../../../compute/speech/transcript.ts';

let folder: string;
let wav: string;
let ogg: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-cli-'));
  wav = join(folder, 'talk.wav');
  ogg = join(folder, 'speech.ogg');
  await writeWav(wav, makeSamples([speech(3), silence(1), speech(2)]));
  await runFfmpeg('-i', wav, ogg);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function transcribe(args: readonly string[], options: CommandOptions = {}) {
  return runCli(['transcribe', ...args], { ...options, environment: settings(options.environment) });
}

function settings(more: Readonly<Record<string, string>> = {}) {
  return { EFIR_ENGINE: 'scripted', SCRIPTED_CPU_SECONDS: '0', EFIR_DATA_DIR: join(folder, 'data'), ...more };
}

describe('efir transcribe', () => {
  test('prints the text alone on stdout', async () => {
    const { exit, stdout } = await transcribe([ogg, '--language', 'en']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^[a-z]+( [a-z]+)+\n$/);
  });

  test.each([
    ['srt', /^1\n00:00:00,\d{3} --> /],
    ['vtt', /^WEBVTT\n/],
    ['tsv', /^start\tend\ttext\n\d+\t\d+\t/],
  ])('writes %s', async (format, pattern) => {
    const { exit, stdout } = await transcribe([wav, '-l', 'english', '--format', format]);
    expect(exit).toBe(0);
    expect(stdout).toMatch(pattern);
  });

  test('writes a document into a file and into a pipe, but not onto a screen', async () => {
    const path = join(folder, 'talk.docx');
    expect((await transcribe([wav, '-o', path])).exit).toBe(0);
    const parts = unzipSync(await readFile(path));
    const document = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    expect(document).toContain('talk.wav');
    expect(document).toContain('00:00:00');
    const piped = await transcribe([wav, '-f', 'docx']);
    expect({ exit: piped.exit, head: piped.stdout.slice(0, 2) }).toEqual({ exit: 0, head: 'PK' });
    const shown = await transcribe([wav, '-f', 'docx'], { screen: true });
    expect({ exit: shown.exit, stdout: shown.stdout }).toEqual({ exit: 64, stdout: '' });
    expect(shown.stderr).toContain('docx is for a file or a program, not for the terminal');
    expect((await transcribe([wav, ogg, '-f', 'docx'])).stderr).toContain('Only one document');
  });

  test('begins paragraphs with their times where that is asked for', async () => {
    expect((await transcribe([wav, '--times'])).stdout).toMatch(/^\[00:00:00\] [a-z]/);
  });

  test('gives the transcript of the API as json, with its notes in words', async () => {
    const { stdout } = await transcribe([wav, '--format', 'json', '--diarize']);
    const transcript = transcriptSchema.parse(JSON.parse(stdout));
    expect(transcript).toMatchObject({ engine: 'scripted', duration: 6 });
    expect(transcript.notes.map(({ code }) => code)).toContain('diarization-unavailable');
    expect(transcript.notes.every(({ text }) => text !== undefined)).toBe(true);
  });

  test('tells the notes on stderr, in the language of the reader', async () => {
    const { stderr } = await transcribe([wav, '--diarize'], { environment: { EFIR_LANG: 'ru' } });
    expect(stderr).toContain('talk.wav: Кто что сказал, не указано');
  });

  test('reads standard input', async () => {
    const piped = await transcribe(['-'], { stdin: createReadStream(ogg) });
    expect(piped.exit).toBe(0);
    expect(piped.stdout).toBe((await transcribe([ogg])).stdout);
  });

  test('takes the format from the ending of the output, and leaves no other file', async () => {
    const place = join(folder, 'one');
    await mkdir(place);
    const { exit, stdout } = await transcribe([wav, '-o', join(place, 'talk.srt')]);
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(await readdir(place)).toEqual(['talk.srt']);
    expect(await readFile(join(place, 'talk.srt'), 'utf8')).toMatch(/^1\n/);
  });

  test('writes several recordings and formats into a folder', async () => {
    const place = join(folder, 'several/');
    const { exit } = await transcribe([wav, ogg, '--format', 'txt', '--format', 'vtt', '-o', place]);
    expect(exit).toBe(0);
    expect(await readdir(place)).toEqual(['speech.txt', 'speech.vtt', 'talk.txt', 'talk.vtt']);
  });

  test('takes the recordings of a folder, and keeps names apart', async () => {
    const source = join(folder, 'source');
    await mkdir(source);
    for (const name of ['a.wav', 'a.mp3', 'b.wav']) await writeFile(join(source, name), await readFile(wav));
    await writeFile(join(source, 'notes.txt'), 'no recording');
    await writeFile(join(source, 'paper.pdf'), '%PDF-1.4\n%\u00e2\u00e3\n');
    await writeFile(join(source, '.hidden.wav'), await readFile(wav));
    const { exit, stderr } = await transcribe([source, '-o', join(folder, 'out/')]);
    expect(exit).toBe(0);
    expect(await readdir(join(folder, 'out'))).toEqual(['a.mp3.txt', 'a.wav.txt', 'b.txt']);
    expect(stderr).toContain('paper.pdf is skipped: it looks like a PDF document');
    expect(stderr).not.toContain('notes.txt');
  });

  test('goes on after a failure, and ends with the first one’s code', async () => {
    const text = join(folder, 'text.mp3');
    await writeFile(text, 'words, words, words');
    const outcome = await transcribe([join(folder, 'none.ogg'), text, wav]);
    expect(outcome.exit).toBe(66);
    expect(outcome.stdout).not.toBe('');
    expect(outcome.stderr).toContain(`efir: none.ogg: ${join(folder, 'none.ogg')} does not exist.`);
    expect(outcome.stderr).toContain('efir: text.mp3: This is not a recording: it looks like plain text.');
    expect(outcome.stderr).toContain('efir: 1 recording done, 2 failed');
  });

  test.each([
    [['--format', 'doc'], 64, 'There is no format “doc”'],
    [['-o', 'talk.doc'], 64, 'names no format'],
    [['--format', 'txt', '--format', 'srt'], 64, 'Only one format can go to the terminal'],
    [
      ['--format', 'txt', '--format', 'srt', '-o', 'one.txt'],
      64,
      'is one file, but there would be 2 transcripts',
    ],
    [['--language', 'klingonese'], 64, '“klingonese” is not a language'],
    [['--engine', 'telepathy'], 64, 'There is no speech engine “telepathy”'],
    [['--model', 'gigantic'], 64, 'There is no model “gigantic”'],
    [['--server', 'nonsense'], 64, '“nonsense” is no address of a server'],
    [['--server', 'http://127.0.0.1:1'], 64, '--server needs an API key'],
    [['--callback-url', 'https://example.com'], 64, '--callback-url needs a server'],
    [
      ['--server', 'http://127.0.0.1:1', '--key', 'efir_x'],
      69,
      'The server http://127.0.0.1:1 does not answer',
    ],
  ])('refuses %j', async (args, exit, sentence) => {
    const outcome = await transcribe([wav, ...args]);
    expect(outcome.stderr).toContain(sentence);
    expect(outcome).toMatchObject({ exit, stdout: '' });
  });

  test.each([
    ['an empty file', 'empty.ogg', '', 65, 'media-empty'],
    ['a folder without recordings', 'bare/x.txt', 'x', 64, 'usage-invalid'],
  ])('refuses %s', async (_what, name, content, exit, code) => {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
    const outcome = await transcribe([name.includes('/') ? join(path, '..') : path]);
    expect(outcome.exit).toBe(exit);
    expect(outcome.stderr).toContain(`[${code}]`);
  });

  test('refuses more than MAX_FILE_SIZE, as a file and from standard input', async () => {
    const environment = { MAX_FILE_SIZE: '10KB' };
    const file = await transcribe([wav], { environment });
    expect(file).toMatchObject({ exit: 65, stdout: '' });
    expect(file.stderr).toContain('larger than 10 kB');
    const piped = await transcribe(['-'], { environment, stdin: createReadStream(wav) });
    expect(piped.stderr).toContain('[file-too-large]');
  });

  test('says when the output cannot be written, and keeps the file that was there', async () => {
    const blocked = join(folder, 'blocked');
    await writeFile(blocked, 'a file where a folder should be');
    // Before the work: this engine would take minutes.
    const environment = { SCRIPTED_CPU_SECONDS: '30' };
    const outcome = await transcribe([wav, '-o', join(blocked, 'new/talk.txt')], { environment });
    expect(outcome.exit).toBe(73);
    expect(outcome.stderr).toContain('[output-unwritable]');
    expect(await readFile(blocked, 'utf8')).toBe('a file where a folder should be');
  });

  test('says when it cannot even look at the place for the output', async () => {
    const loop = join(folder, 'loop.txt');
    await symlink(loop, loop);
    const outcome = await transcribe([wav, '-o', loop]);
    expect(outcome).toMatchObject({ exit: 73, stdout: '' });
    expect(outcome.stderr).toContain('[output-unwritable]');
  });

  test('tries again when the engine dies, and gives up a recording that kills it', async () => {
    const outcome = await transcribe([wav, '--model', 'crash']);
    expect(outcome.exit).toBe(70);
    expect(outcome.stderr.match(/Trying again/g)).toHaveLength(2);
    expect(outcome.stderr).toContain('The speech engine died 3 times on this recording');
    const shown = await transcribe([wav, '--model', 'crash'], { terminal: true });
    // Each remark begins where a line was cleared and the cursor is back.
    const cleared = shown.stderr.split('\u001b[2K').slice(1);
    expect(cleared.filter((line) => /^efir: talk\.wav: .*Trying again/.test(line))).toHaveLength(2);
  });

  test('shows speed and remaining time on a terminal, and nothing of it elsewhere', async () => {
    const shown = await transcribe([wav, '-o', join(folder, 'shown.txt')], { terminal: true });
    expect(shown.stderr).toMatch(/talk\.wav .*\d+ %/);
    expect(shown.stderr).toMatch(/\d+\.\d× · [\d.]+ sec left/);
    expect(shown.stderr).toContain(`talk.wav → ${join(folder, 'shown.txt')}`);
    const dumb = await transcribe([wav, '-l', 'en', '-o', join(folder, 'dumb.txt')], {
      terminal: true,
      environment: { TERM: 'dumb' },
    });
    expect(dumb.stderr).toBe(`efir: talk.wav → ${join(folder, 'dumb.txt')}\n`);
    const quiet = await transcribe([wav, '-l', 'en', '-o', join(folder, 'quiet.txt')]);
    expect(quiet.stderr).toBe('');
  });

  test.each(['/proc/x', '/dev/null/x'])(
    'ends at once where %s is the data directory, as up does',
    async (path) => {
      const environment = settings({ EFIR_DATA_DIR: path, PORT: '0' });
      for (const argv of [['transcribe', wav], ['up']]) {
        const { exit, stderr } = await runCli(argv, { environment });
        expect({ argv, exit }).toEqual({ argv, exit: 73 });
        expect(stderr).toContain(`The data directory ${path} cannot be used`);
        expect(stderr).toContain('choose another folder with EFIR_DATA_DIR');
      }
    },
  );

  test('stops on Ctrl-C with 130 and leaves nothing behind', async () => {
    const temporary = join(folder, 'tmp');
    await mkdir(temporary);
    const place = join(folder, 'interrupted');
    await mkdir(place);
    const environment = settings({ SCRIPTED_CPU_SECONDS: '3', TMPDIR: temporary });
    const command = startCli(['transcribe', wav, '-o', join(place, 'talk.txt')], {
      environment,
      terminal: true,
    });
    await expect.poll(command.stderr, { timeout: 20_000 }).toMatch(/%/);
    command.stop();
    const outcome = await command.ended;
    expect(outcome).toMatchObject({ exit: 130, stdout: '' });
    expect(outcome.stderr).toContain('[cancelled]');
    expect(await readdir(place)).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('needs ffmpeg, and says how to get it', async () => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    const outcome = await transcribe([wav], { environment: { PATH: bin } });
    expect(outcome.exit).toBe(69);
    expect(outcome.stderr).toContain('apt-get install ffmpeg');
  });

  test('installs ffmpeg where it may', async () => {
    const bin = join(folder, 'bin-apt');
    await mkdir(bin);
    const real = { ffmpeg: await which('ffmpeg'), ffprobe: await which('ffprobe') };
    await writeFile(
      join(bin, 'apt-get'),
      `#!/bin/sh\ncase "$*" in *--download-only*|*update*) exit 0;; esac\nln -s ${real.ffmpeg} ${bin}/ffmpeg\nln -s ${real.ffprobe} ${bin}/ffprobe\n`,
    );
    await writeFile(join(bin, 'sudo'), '#!/bin/sh\nshift\nexec "$@"\n');
    for (const [name, target] of [
      ['env', '/usr/bin/env'],
      ['ln', '/bin/ln'],
      ['true', '/bin/true'],
      ['sh', '/bin/sh'],
    ]) {
      await writeFile(join(bin, name ?? ''), `#!/bin/sh\nexec ${target} "$@"\n`);
    }
    for (const name of await readdir(bin)) await chmod(join(bin, name), 0o755);
    const outcome = await transcribe([wav], { environment: { PATH: bin, SYSTEM_INSTALLS: 'true' } });
    expect(outcome.stderr).toContain("installing ffmpeg with the system's package manager");
    expect(outcome.exit).toBe(0);
  });
});

async function which(name: string): Promise<string> {
  const places = (process.env['PATH'] ?? '').split(':').map((place) => join(place, name));
  return places.find((path) => existsSync(path)) ?? '';
}
