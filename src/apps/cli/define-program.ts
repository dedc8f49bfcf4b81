import { Argument, Command, Option } from 'commander';
import { modelKinds } from '../../models/catalogue.ts';
import type { CommandContext } from './command.ts';
import { definePeople } from './define-people.ts';
import { defineUpkeep } from './define-upkeep.ts';

type Run = (options: never, args: string[]) => Promise<number | undefined>;

/**
 * The command line as a whole: every command with its arguments and options. A command's code is imported when it
 * runs, so that `efir worker` loads no web server and `efir help` loads nothing.
 */
export function defineProgram(context: CommandContext, done: (code: number) => void): Command {
  const { texts } = context;
  const command = (parent: Command, usage: string, run: Run, id = usage.split(' ')[0] ?? usage) =>
    parent
      .command(usage)
      .description(texts.text(`command-${id}`))
      .action(async (...args: unknown[]) => {
        // The parser hands over the arguments, the options, and the command itself.
        const given = args.slice(0, -2).flat() as string[];
        done((await run(args.at(-2) as never, given)) ?? 0);
      });

  const program = createParser(context);
  defineTranscribe(
    command(program, 'transcribe', async (options, files) =>
      (await import('./commands/transcribe.ts')).transcribe(context, { ...(options as object), files }),
    ),
    context,
  );

  defineEval(
    command(program, 'eval', async (options, [folder = '']) =>
      (await import('./commands/eval.ts')).evaluate(context, { ...(options as object), folder }),
    ),
    context,
  );

  for (const role of ['up', 'api', 'coordinator', 'worker', 'rpc', 'bot'] as const) {
    command(program, role, async () => (await import('./commands/serve.ts')).serve(context, { role }));
  }
  command(program, 'transcribe-server', async (options) =>
    (await import('./commands/transcribe-server.ts')).serveTranscriptions(context, options),
  ).option('--stateless', texts.text('option-stateless'));
  command(program, 'telegram-sandbox', async (options) =>
    (await import('./commands/telegram-sandbox.ts')).serveSandbox(context, options),
  )
    .option('--alone', texts.text('option-sandbox-alone'))
    .option('--host <address>', texts.text('option-sandbox-host'));
  command(program, 'migrate', async () => (await import('./commands/migrate.ts')).migrate(context));
  definePeople(command, program, context);
  defineModels(command, program, context);
  defineUpkeep(command, program, context);
  command(program, 'doctor', async (options) =>
    (await import('./commands/doctor.ts')).doctor(context, options),
  )
    .option('--json', texts.text('option-json'))
    .option('--thorough', texts.text('option-thorough'));
  command(program, 'config', async (options) =>
    (await import('./commands/config.ts')).writeConfig(context, options),
  ).option('--check', texts.text('option-config-check'));
  defineWeb(command, program, context);
  defineDevelopment(command, program, context);
  command(program, 'version', async () => (await import('./commands/version.ts')).printVersion(context));
  return program;
}

type Define = (parent: Command, usage: string, run: Run, id?: string) => Command;

function createParser({ texts, stdout }: CommandContext): Command {
  return new Command('efir')
    .description(texts.text('program'))
    .helpCommand(`help [${texts.text('word-command')}]`, texts.text('command-help'))
    .helpOption('-h, --help', texts.text('option-help'))
    .addHelpText('after', `\n${texts.text('help-after')}`)
    .configureHelp({
      styleTitle: (title) => texts.text(`title-${title.toLowerCase().replace(':', '')}`),
      showGlobalOptions: false,
    })
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stdout.write(text),
      outputError: () => {},
    })
    .enablePositionalOptions()
    .exitOverride();
}

function defineTranscribe(command: Command, { texts }: CommandContext): void {
  command
    .addArgument(new Argument('<files...>', texts.text('argument-files')))
    .addOption(
      new Option('-f, --format <format>', texts.text('option-format')).argParser(
        (value: string, given: string[] = []) => [...given, value],
      ),
    )
    .option('-o, --output <path>', texts.text('option-output'))
    .option('--times', texts.text('option-times'))
    .option('-l, --language <language>', texts.text('option-language'))
    .option('--engine <name>', texts.text('option-engine'))
    .option('--model <name>', texts.text('option-model'))
    .option('--diarize', texts.text('option-diarize'))
    .option('--speakers <number>', texts.text('option-speakers'))
    .option('--min-speakers <number>', texts.text('option-min-speakers'))
    .option('--max-speakers <number>', texts.text('option-max-speakers'))
    .option('--by-channel', texts.text('option-by-channel'))
    .addOption(
      new Option('--hot-word <word>', texts.text('option-hot-word')).argParser(
        (value: string, given: string[] = []) => [...given, value],
      ),
    )
    .option('--vocabulary <file>', texts.text('option-vocabulary'))
    .option('--priority <number>', texts.text('option-priority'))
    .option('--server <url>', texts.text('option-server'))
    .option('--key <key>', texts.text('option-key'))
    .option('--callback-url <url>', texts.text('option-callback-url'));
}

function defineEval(command: Command, { texts }: CommandContext): void {
  const collect = (value: string, given: string[] = []) => [...given, value];
  command
    .argument('<folder>', texts.text('argument-corpus'))
    .addOption(new Option('--model <name>', texts.text('option-eval-model')).argParser(collect))
    .addOption(new Option('--engine <name>', texts.text('option-eval-engine')).argParser(collect))
    .option('-l, --language <language>', texts.text('option-eval-language'))
    .option('-o, --output <path>', texts.text('option-eval-output'))
    .option('--limit <number>', texts.text('option-eval-limit'))
    .option('--json', texts.text('option-json'));
}

function defineModels(command: Define, program: Command, context: CommandContext): void {
  const { texts } = context;
  const load = () => import('./commands/models.ts');
  const models = program.command('models').description(texts.text('command-models'));
  command(
    models,
    'list',
    async (options) => (await load()).listModels(context, options),
    'models-list',
  ).option('--json', texts.text('option-json'));
  command(
    models,
    'pull',
    async (_options, [name]) => (await load()).pull(context, { name }),
    'models-pull',
  ).argument('[name]', texts.text('argument-model'));
  command(
    models,
    'add',
    async (options, [folder = '']) => (await load()).add(context, { ...(options as object), folder }),
    'models-add',
  )
    .argument('<folder>', texts.text('argument-model-folder'))
    .option('--name <name>', texts.text('option-model-name'))
    .addOption(new Option('--kind <kind>', texts.text('option-model-kind')).choices(modelKinds))
    .option('--languages <codes>', texts.text('option-model-languages'))
    .option('--link', texts.text('option-model-link'));
  command(
    models,
    'remove',
    async (_options, [name = '']) => (await load()).remove(context, { name }),
    'models-remove',
  ).argument('<name>', texts.text('argument-model-installed'));
  command(
    models,
    'verify',
    async (_options, [name]) => (await load()).verify(context, { name }),
    'models-verify',
  ).argument('[name]', texts.text('argument-model-all'));
}

function defineWeb(command: Define, program: Command, context: CommandContext): void {
  const { texts } = context;
  const load = () => import('./commands/web.ts');
  const web = program.command('web').description(texts.text('command-web'));
  command(web, 'build', async () => (await load()).buildWeb(context), 'web-build');
  command(web, 'dev', async () => (await load()).developWeb(context), 'web-dev');
  command(web, 'client', async () => (await load()).writeWebClient(context), 'web-client');
  command(
    web,
    'screenshots',
    async (_options, rest) => (await load()).takeScreenshots(context, { rest }),
    'web-screenshots',
  )
    .argument('[options...]', texts.text('argument-screenshots'))
    .passThroughOptions()
    .allowUnknownOption();
}

function defineDevelopment(command: Define, program: Command, context: CommandContext): void {
  const { texts } = context;
  command(program, 'check', async () => (await import('./commands/development.ts')).check(context));
  command(program, 'test', async (_options, files) =>
    (await import('./commands/development.ts')).test(context, { files }),
  ).argument('[files...]', texts.text('argument-test-files'));
  command(program, 'bench', async (_options, [name, ...rest]) =>
    (await import('./commands/development.ts')).bench(context, { name, rest }),
  )
    .argument('[name]', texts.text('argument-bench'))
    .argument('[options...]', texts.text('argument-bench-options'))
    .passThroughOptions()
    .allowUnknownOption();
  command(program, 'chaos', async (_options, rest) =>
    (await import('./commands/development.ts')).chaos(context, { rest }),
  )
    .argument('[options...]', texts.text('argument-chaos-options'))
    .passThroughOptions()
    .allowUnknownOption();
}
