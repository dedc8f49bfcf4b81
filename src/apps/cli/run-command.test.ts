import { describe, expect, test } from 'vitest';
import { runCli } from '../../../test/support/command.ts';

describe('the command line', () => {
  test('shows help without arguments, for a command, and in Russian', async () => {
    const english = await runCli([]);
    expect(english).toMatchObject({ exit: 0, stderr: '' });
    expect(english.stdout).toContain('transcribe [options] <files...>');
    expect((await runCli(['help', 'transcribe'])).stdout).toContain('--format <format>');
    const russian = await runCli(['transcribe', '--help'], { environment: { EFIR_LANG: 'ru' } });
    expect(russian.stdout).toContain('Параметры:');
    expect(russian.stdout).toContain('записать, что сказано в записях');
    expect((await runCli([], { environment: { LANG: 'ru_RU.UTF-8' } })).stdout).toContain('Команды:');
  });

  test.each([
    [['transcripe'], 'There is no command “transcripe”.'],
    [['transcribe'], 'The argument files is missing.'],
    [['transcribe', 'a', '--spped'], 'There is no option --spped.'],
    [['transcribe', 'a', '--output'], 'A value is missing after -o, --output <path>.'],
    [['version', 'now'], 'There are more arguments than the command takes.'],
    [
      ['models', 'add', 'a', '--kind', 'foo'],
      '--kind <kind> cannot be “foo”; there are recogniser, speech-detector, speaker-segmentation, speaker-embedding.',
    ],
    [['models', 'steal'], 'There is no command “steal”.'],
  ])('answers %j with a sentence and exit code 64', async (argv, sentence) => {
    const outcome = await runCli(argv);
    expect(outcome).toMatchObject({ exit: 64, stdout: '' });
    expect(outcome.stderr).toBe(
      `efir: ${sentence}\n  efir help shows the commands; efir help COMMAND shows the options of one.\n  [usage-invalid]\n`,
    );
  });

  test('gives a terminal no orders out of the name of a file', async () => {
    const { exit, stderr } = await runCli(['transcribe', 'no\u001b[31m\u202ewhere.wav']);
    expect(exit).toBe(66);
    expect(stderr).toContain('no[31mwhere.wav does not exist.');
  });

  test('shows what a group of commands holds', async () => {
    const { exit, stdout } = await runCli(['token']);
    expect(exit).toBe(0);
    expect(stdout).toContain('create [options]');
  });

  test('prints the version', async () => {
    expect((await runCli(['version'])).stdout).toMatch(/^efir \d+\.\d+\.\d+ \(Node\.js \d+\.\d+\.\d+\)\n$/);
  });

  test('says that there is no model to compare', async () => {
    const outcome = await runCli(['models', 'verify'], {
      environment: { EFIR_MODELS_DIR: '/nowhere/models' },
    });
    expect(outcome.exit).toBe(0);
    expect(outcome.stdout).toContain('There is nothing to compare');
  });

  test('names a wrong and an unknown setting, but helps beside them', async () => {
    const wrong = await runCli(['models', 'list'], { environment: { PORT: 'eighty' } });
    expect(wrong.exit).toBe(78);
    expect(wrong.stderr).toContain('The setting PORT is “eighty”, but must be a port, 0 to 65535');
    const unknown = await runCli(['models', 'list'], { environment: { EFIR_DATADIR: '/x' } });
    expect(unknown.exit).toBe(78);
    expect(unknown.stderr).toContain('There is no setting EFIR_DATADIR.');
    expect((await runCli(['help'], { environment: { PORT: 'eighty' } })).exit).toBe(0);
  });

  test('keeps .env.example in step with the settings', async () => {
    expect(await runCli(['config', '--check'])).toMatchObject({
      exit: 0,
      stdout: '.env.example is up to date.\n',
    });
  });

  test('lists benchmarks and refuses others', async () => {
    const { stdout } = await runCli(['bench']);
    expect(stdout.split('\n')).toContain('rls');
    const wrong = await runCli(['bench', 'nonsense', '--json']);
    expect(wrong.exit).toBe(64);
    expect(wrong.stderr).toContain('There is no benchmark “nonsense”; there are ');
  });
});
