import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { makeSamples, speech, writeWav } from '../../../../test/support/audio.ts';
import { runCli, startCli } from '../../../../test/support/command.ts';
import { happen, wholeStory } from '../../../../test/support/recordings.ts';
import { transcriptSchema } from '../../../compute/speech/transcript.ts';

let folder: string;
let wav: string;
let vocabulary: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-options-'));
  wav = join(folder, 'talk.wav');
  vocabulary = join(folder, 'words.txt');
  await writeWav(wav, makeSamples([speech(2)]));
  await writeFile(vocabulary, '\uFEFF# our words\r\nEfir\r\n\r\nether => Эфир\ncuber net is=>Kubernetes\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const settings = () => ({
  EFIR_ENGINE: 'scripted',
  SCRIPTED_CPU_SECONDS: '0',
  EFIR_DATA_DIR: join(folder, 'data'),
});
const transcribe = (...args: string[]) => runCli(['transcribe', wav, ...args], { environment: settings() });

describe('here', () => {
  test('a number of speakers is the wish to tell them apart', async () => {
    const { stdout } = await transcribe(
      '--format',
      'json',
      '--min-speakers',
      '2',
      '--vocabulary',
      vocabulary,
    );
    const { notes, speakers = [] } = transcriptSchema.parse(JSON.parse(stdout));
    const unavailable = notes.some(({ code }) => code === 'diarization-unavailable');
    expect(unavailable || speakers.length > 0).toBe(true);
  });

  test('says in a note what it could not do, and in no line of a log', async () => {
    const silent = await runCli(['transcribe', wav, '--diarize'], {
      environment: { ...settings(), DIARIZER: 'sherpa-onnx', LOG_LEVEL: 'info' },
    });
    expect(silent.stderr).toContain('Who said what is not told: the models for it are not installed');
    expect(silent.stderr).not.toContain('"level"');
  });

  test.each([
    [['--speakers', '0'], 'whole number from 1 to 50, not “0”'],
    [['--max-speakers', 'two'], '--max-speakers takes a whole number'],
    [['--min-speakers', '3', '--max-speakers', '2'], '--min-speakers 3 is more than --max-speakers 2'],
    [['--speakers', '2', '--max-speakers', '2'], 'Give --speakers, or --min-speakers'],
    [['--by-channel', '--speakers', '2'], '--by-channel makes each channel one speaker'],
    [['--hot-word', 'x'.repeat(101)], 'longer than 100 characters.\n  efir help shows'],
    [['--hot-word', 'a\u0007b'], '--hot-word: “a�b” holds control characters'],
    [['--vocabulary', '/nowhere/words.txt'], '/nowhere/words.txt does not exist'],
    [['--vocabulary', '/'], '[file-unreadable]'],
  ])('refuses %j before any work', async (args, sentence) => {
    const outcome = await transcribe(...args);
    expect(outcome.stderr).toContain(sentence);
    expect([64, 66]).toContain(outcome.exit);
    expect(outcome.stdout).toBe('');
  });

  test.each([
    ['a => b => c', 'Line 2'],
    ['=> b', 'Line 2'],
    [Buffer.from([0x66, 0xff, 0xfe]), 'not UTF-8'],
    [Buffer.alloc(1_000_001, 'x'), '[file-too-large]'],
    [Array.from({ length: 201 }, (_, index) => `word${index}`).join('\n'), 'there are 202'],
  ])('refuses a vocabulary that is none (%#)', async (content, sentence) => {
    const path = join(folder, 'wrong.txt');
    await writeFile(path, Buffer.isBuffer(content) ? content : `first\n${content}\n`);
    const outcome = await transcribe('--vocabulary', path);
    expect(outcome.stderr).toContain(sentence);
    expect(outcome.exit).not.toBe(0);
  });
});

describe('on a server', () => {
  let door: TestApi;
  beforeAll(async () => {
    door = await startTestApi();
  });
  afterAll(() => door.close());

  test.each([
    [
      ['--speakers', '2', '--vocabulary', 'words', '--hot-word', 'Own, Two', '--hot-word', 'efir'],
      {
        diarize: true,
        speakers: 2,
        hot_words: ['Own', 'Two', 'efir'],
        spellings: [
          { heard: 'ether', write: 'Эфир' },
          { heard: 'cuber net is', write: 'Kubernetes' },
        ],
      },
    ],
    [['--by-channel', '-l', 'German'], { by_channel: true, language: 'de' }],
    [['--min-speakers', '2', '--max-speakers', '5'], { diarize: true, min_speakers: 2, max_speakers: 5 }],
  ])('the same words mean the same: %j', async (args, options) => {
    const given = args.map((arg) => (arg === 'words' ? vocabulary : arg));
    const server = ['--server', door.api.url, '--key', door.key];
    const command = startCli(['transcribe', wav, ...server, ...given], { environment: settings() });
    const find = () =>
      door.db.query<{ id: string; options: object; bytes: number; file_name: string }>(
        `select id, options, bytes::int, file_name from recordings where state = 'queued'`,
      );
    await expect.poll(find, { timeout: 20_000 }).toHaveLength(1);
    const [row] = await find();
    expect(row).toMatchObject({ options, file_name: 'talk.wav', bytes: 64_044 });
    expect(Object.keys(row?.options ?? {}).toSorted()).toEqual(Object.keys(options).toSorted());
    await happen(door, row?.id ?? '', wholeStory);
    expect(await command.ended).toMatchObject({ exit: 0, stdout: 'word0 more word1 more word2 more\n' });
  });
});
