import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSamples, runFfmpeg, silence, speech, writeWav } from '../../../../test/support/audio.ts';
import { type CommandOptions, runCli, startCli } from '../../../../test/support/command.ts';
import { makePilotAudio } from '../../../../test/support/pilot-tones/pilot-audio.ts';
import { writePilotDiarization } from '../../../../test/support/pilot-tones/pilot-diarization.ts';
import { writePilotModel } from '../../../../test/support/pilot-tones/pilot-model.ts';
import { makePilotTalk, writePilotTurns } from '../../../../test/support/pilot-tones/pilot-talk.ts';

const first = 'the quick brown fox jumps over the lazy dog.';
const second = "it's a fine day, isn't it?";

let root: string;
/** Two recordings with pilot tones, 16 kHz. */
let recordings: string[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'efir-eval-'));
  recordings = [join(root, 'first.wav'), join(root, 'second.wav')];
  for (const [index, text] of [first, second].entries()) {
    const { samples } = makePilotAudio(text, { carrier: true });
    await writeWav(recordings[index] ?? '', samples);
  }
  for (const name of ['pilot', 'other-pilot']) writePilotModel(join(root, 'models', name));
});

afterAll(() => rm(root, { recursive: true, force: true }));

const settings = () => ({
  EFIR_MODELS_DIR: join(root, 'models'),
  EFIR_DATA_DIR: join(root, 'data'),
  SPEECH_DETECTOR: 'energy',
  SCRIPTED_CPU_SECONDS: '0',
});

const evaluate = (args: readonly string[], options: CommandOptions = {}) =>
  runCli(['eval', ...args], { ...options, environment: { ...settings(), ...options.environment } });

/** A folder with these files: texts, or copies of the recordings with pilot tones by number. */
async function lay(name: string, files: Readonly<Record<string, string | number>>): Promise<string> {
  const folder = join(root, name);
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    if (typeof content === 'string') await writeFile(path, content);
    // Below 64 kbit/s the tones that are heard are lost in MP3.
    else await runFfmpeg('-i', recordings[content] ?? '', '-b:a', '64k', path);
  }
  return folder;
}

const pilot = ['--model', 'pilot', '--json'];

// Each of them starts engine hosts, some several times.
describe('efir eval', { timeout: 120_000 }, () => {
  test('compares models on recordings beside their texts, in a table', async () => {
    const folder = await lay('pairs', {
      ...{ 'a/one.wav': 0, 'a/one.txt': `\ufeff${first.toUpperCase()}` },
      ...{ 'two.flac': 1, 'two.txt': second, '.hidden.wav': 0, 'notes.txt': 'no recording' },
    });
    const { exit, stderr, stdout } = await evaluate([
      ...[folder, '--language', 'en', '--model', 'pilot', '--model', 'other-pilot'],
    ]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const [title, ...rows] = stdout.trimEnd().split('\n');
    expect(title).toMatch(/^Engine +Model +Recordings +Failed +WER +95 % +/);
    expect(rows).toHaveLength(2);
    const russian = await evaluate([folder, '--language', 'en', '--model', 'pilot'], {
      environment: { EFIR_LANG: 'ru' },
    });
    expect(russian.stdout).toMatch(/sherpa-onnx +pilot +2 +0 +0,0 % +0,0 % – 0,0 % /);
    for (const row of rows)
      expect(row).toMatch(/^sherpa-onnx +(other-)?pilot +2 +0 +0\.0 % +0\.0 % – 0\.0 % /);
  });

  test.each<[string, Record<string, string | number>]>([
    [
      'LibriSpeech',
      {
        'test/84/121/84-121-0000.flac': 0,
        'test/84/121/84-121.trans.txt': '84-121-0000 THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG\n',
      },
    ],
    [
      'Common Voice',
      {
        'clips/common_voice_en_1.mp3': 0,
        'test.tsv': `client_id\tpath\tsentence\tlocale\nx\tcommon_voice_en_1.mp3\t"The quick brown fox jumps over the lazy dog.\ten\n`,
        'validated.tsv': 'client_id\tpath\tsentence\nx\tnone.mp3\tnothing\n',
      },
    ],
    [
      'Golos',
      {
        'crowd/files/1.wav': 0,
        'crowd/manifest.jsonl': `{"id": "1", "audio_filepath": "files/1.wav", "duration": 5.1, "text": "${first}"}\n`,
      },
    ],
    ['a list', { '1.wav': 0, 'manifest.csv': `audio,text,language\r\n1.wav,"${first}",English\r\n` }],
  ])('reads the layout of %s', async (name, files) => {
    const { exit, stdout } = await evaluate([await lay(name, files), ...pilot]);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { asked: { model: 'pilot' }, recordings: 1, wer: 0, cer: 0, failed: 0 },
    ]);
  });

  test('counts words, letters, time and memory, and keeps all of it', async () => {
    const folder = await lay('counted', { 'one.wav': 0, 'one.txt': 'the quick red fox jumps over the dog' });
    const output = join(root, 'counted.json');
    const { stdout } = await evaluate([folder, ...pilot, '--language', 'en', '--output', output]);
    const [run] = JSON.parse(stdout);
    expect(run).toMatchObject({
      words: { total: 8, substitutions: 1, deletions: 0, insertions: 1 },
      wer: 2 / 8,
      recordings: 1,
    });
    expect(run.rtf).toBeGreaterThan(0);
    expect(run.cpu_seconds).toBeGreaterThan(0);
    expect(run.host_megabytes).toBeGreaterThan(20);
    expect(run.wer_interval).toBeUndefined();
    expect(JSON.parse(await readFile(output, 'utf8'))).toMatchObject({
      efir_evaluation: 1,
      corpus: folder,
      runs: [
        {
          results: [{ audio: 'one.wav', engine: 'sherpa-onnx', model: 'pilot', text: first, language: 'en' }],
        },
      ],
    });
  });

  test('names what is bad, and goes on', async () => {
    const lines = [
      { audio: 'one.wav', text: first },
      { audio: 'gone.wav', text: first },
      { audio: 'text.wav', text: first },
      { audio: 'one.wav' },
      { text: 'no audio' },
      { audio: 'x.wav', text: 'x', language: 'klingonese' },
      { audio: 'y.wav', rttm: 'broken.rttm' },
      { audio: '\u001b[2J.wav' },
    ].map((line) => JSON.stringify(line));
    const folder = await lay('bad', {
      ...{ 'one.wav': 0, 'text.wav': 'not a recording', 'broken.rttm': 'SPEAKER y 1 soon' },
      'manifest.jsonl': ['\ufeff', ...lines, '{ broken', '[1]', ''].join('\n'),
    });
    const { exit, stderr, stdout } = await evaluate([folder, ...pilot]);
    expect(exit).toBe(66);
    expect(JSON.parse(stdout)).toMatchObject([{ recordings: 1, failed: 2, wer: 0 }]);
    expect(stderr).toContain('efir: gone.wav: ');
    expect(stderr).toContain('efir: text.wav: This is not a recording: it looks like plain text.');
    expect(stderr).toContain('efir: one.wav is left out: nothing says what is said in it');
    expect(stderr).toContain('efir: #5 is left out: there is no recording');
    expect(stderr).toContain('efir: x.wav is left out: “klingonese” is not a language');
    expect(stderr).toContain('efir: y.wav is left out: its text cannot be read: line 1: SPEAKER y 1 soon');
    expect(stderr).toContain('efir: \ufffd[2J.wav is left out');
    expect(stderr).toContain('efir: #9 is left out');
    expect(stderr).toContain('efir: #10 is left out');
  });

  test('goes on with what is missing, and does again what was mended', async () => {
    const folder = await lay('resumed', {
      ...{ '1.wav': 0, '1.txt': first, '2.wav': 1, '2.txt': second, '3.wav': 'broken', '3.txt': 'x' },
    });
    const output = join(root, 'resumed.json');
    const read = async () => JSON.parse(await readFile(output, 'utf8')).runs;
    const part = await evaluate([folder, ...pilot, '--limit', '1', '-o', output]);
    expect({ exit: part.exit, ...JSON.parse(part.stdout)[0] }).toMatchObject({ exit: 0, recordings: 1 });
    const [{ results }] = await read();
    const all = await evaluate([folder, ...pilot, '-o', output]);
    expect(all.exit).toBe(65);
    expect(JSON.parse(all.stdout)).toMatchObject([{ recordings: 2, failed: 1 }]);
    expect((await read())[0].results[0]).toEqual(results[0]);
    await writeFile(join(folder, '1.txt'), `${first} indeed`);
    await rm(join(folder, '3.wav'));
    await rm(join(folder, '2.wav'));
    const again = await evaluate([folder, '--model', 'other-pilot', ...pilot, '-o', output]);
    expect(again.exit).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject([
      { asked: { model: 'other-pilot' }, recordings: 1, words: { deletions: 1 } },
      { asked: { model: 'pilot' }, recordings: 1, words: { deletions: 1 } },
    ]);
  });

  test('compares who speaks, without a text too', async () => {
    const talk = makePilotTalk(writePilotTurns(2, 40));
    const rttm = talk.turns
      .map(
        ({ end, speaker, start }) =>
          `SPEAKER talk 1 ${start} ${end - start} <NA> <NA> p${speaker} <NA> <NA>\n`,
      )
      .join('');
    const folder = await lay('speakers', { 'talk.rttm': rttm });
    await writeWav(join(folder, 'talk.wav'), talk.samples);
    const alone = await evaluate([folder, ...pilot]);
    expect(JSON.parse(alone.stdout)[0].der).toBeUndefined();
    expect(alone.stderr).toMatch(/^efir: sherpa-onnx pilot: Who said what is not told.* \(one recording\)$/m);
    const environment = { EFIR_MODELS_DIR: join(root, 'models-with-speakers') };
    writePilotModel(join(environment.EFIR_MODELS_DIR, 'pilot'));
    writePilotDiarization(environment.EFIR_MODELS_DIR);
    const { exit, stdout } = await evaluate([folder, ...pilot], { environment });
    expect(exit).toBe(0);
    const [run] = JSON.parse(stdout);
    expect(run.wer).toBeUndefined();
    expect(run.speakers.speech).toBeGreaterThan(20);
    expect(run.speakers.confused).toBe(0);
    expect(run.der).toBeLessThan(0.1);
  });

  test('tells of an engine that cannot start, and measures the others', async () => {
    const folder = await lay('engines', {});
    await mkdir(folder, { recursive: true });
    await writeWav(join(folder, 'talk.wav'), makeSamples([speech(2), silence(1), speech(1)]));
    await writeFile(join(folder, 'talk.txt'), 'alpha bravo');
    const { exit, stderr, stdout } = await evaluate([
      folder,
      '--engine',
      'telepathy',
      '--engine',
      'scripted',
    ]);
    expect(exit).toBe(64);
    expect(stderr).toContain('efir: telepathy: There is no speech engine “telepathy”');
    expect(stderr).toContain('Give one of those, or none');
    expect(stdout).toMatch(/^scripted +default +1 +0 +\d/m);
    expect(stdout).toMatch(/^telepathy +— +0 +engine-unknown +— /m);
  });

  test('keeps what is done when it is stopped', async () => {
    const folder = await lay('stopped', { '1.txt': first });
    await writeWav(join(folder, '1.wav'), makeSamples([speech(1)]));
    await writeWav(join(folder, '2.wav'), makeSamples([speech(30)]));
    await writeFile(join(folder, '2.txt'), 'x');
    const output = join(root, 'stopped.json');
    const environment = { ...settings(), EFIR_ENGINE: 'scripted' };
    const started = startCli(['eval', folder, '--engine', 'scripted', '--model', 'slow', '-o', output], {
      environment,
      terminal: true,
    });
    await expect.poll(started.stderr, { timeout: 30_000 }).toContain('1 / 2');
    started.stop();
    expect((await started.ended).exit).toBe(130);
    const { runs } = JSON.parse(await readFile(output, 'utf8'));
    expect(runs[0].results.map(({ audio }: { audio: string }) => audio)).toEqual(['1.wav']);
  });

  test.each([
    [[], 64, 'A folder is missing'],
    [['none'], 66, 'none does not exist'],
    [['.', '--limit', '0'], 64, '--limit takes a whole number from 1, not “0”'],
    [['.', '--language', 'klingonese'], 64, '“klingonese” is not a language'],
  ])('refuses %j', async (args, code, message) => {
    const { exit, stderr, stdout } = await evaluate(args);
    expect({ exit, stdout }).toEqual({ exit: code, stdout: '' });
    if (args.length > 0) expect(stderr).toContain(message);
  });

  test('overwrites nothing that is not its own, and mixes no corpora', async () => {
    const folder = await lay('own', { '1.wav': 0, '1.txt': first });
    const empty = await lay('empty', { 'README.md': 'nothing' });
    expect((await evaluate([empty])).stderr).toContain('holds no recording with a text');
    const foreign = join(root, 'foreign.json');
    for (const [content, message] of [
      ['{"mine": true}', 'it is no result of efir eval'],
      ['not even that', 'it is no result of efir eval'],
      [
        '{"efir_evaluation":1,"corpus":"/elsewhere","unusable":[],"runs":[]}',
        'results of another corpus, /elsewhere',
      ],
    ] as const) {
      await writeFile(foreign, content);
      const { exit, stderr } = await evaluate([folder, ...pilot, '-o', foreign]);
      expect(exit).toBeGreaterThan(60);
      expect(stderr).toContain(message);
      expect(await readFile(foreign, 'utf8')).toBe(content);
    }
  });
});
