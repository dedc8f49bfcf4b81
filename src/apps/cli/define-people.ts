import type { Command } from 'commander';
import type { CommandContext } from './command.ts';

type Run = (options: never, args: string[]) => Promise<number | undefined>;
type Define = (parent: Command, usage: string, run: Run, id?: string) => Command;

/** The commands of an operator who looks after people, and after what programs come in with. */
export function definePeople(command: Define, program: Command, context: CommandContext): void {
  defineTokens(command, program, context);
  defineUsers(command, program, context);
  const { texts } = context;
  const signingKey = program.command('signing-key').description(texts.text('command-signing-key'));
  command(
    signingKey,
    'rotate',
    async () => (await import('./commands/signing-key.ts')).rotate(context),
    'signing-key-rotate',
  );
}

function defineUsers(command: Define, program: Command, context: CommandContext): void {
  const { texts } = context;
  const load = () => import('./commands/user.ts');
  const user = program.command('user').description(texts.text('command-user'));
  command(user, 'list', async (options) => (await load()).listAllUsers(context, options), 'user-list').option(
    '--json',
    texts.text('option-json'),
  );
  command(
    user,
    'password',
    async (_options, [email = '']) => (await load()).linkPassword(context, email),
    'user-password',
  ).argument('<email>', texts.text('argument-email'));
  command(
    user,
    'unlock',
    async (_options, [email = '']) => (await load()).unlock(context, email),
    'user-unlock',
  ).argument('<email>', texts.text('argument-email'));
}

function defineTokens(command: Define, program: Command, context: CommandContext): void {
  const { texts } = context;
  const load = () => import('./commands/token.ts');
  const token = program.command('token').description(texts.text('command-token'));
  command(token, 'create', async (options) => (await load()).createToken(context, options), 'token-create')
    .option('--name <name>', texts.text('option-key-name'))
    .option('--scope <scopes...>', texts.text('option-scope'))
    .option('--days <days>', texts.text('option-days'))
    .option('--tenant <id>', texts.text('option-tenant'));
  command(token, 'list', async (options) => (await load()).listTokens(context, options), 'token-list')
    .option('--tenant <id>', texts.text('option-tenant'))
    .option('--json', texts.text('option-json'));
  command(
    token,
    'revoke',
    async (options, [id = '']) => (await load()).revokeToken(context, { ...(options as object), id }),
    'token-revoke',
  )
    .argument('<id>', texts.text('argument-key-id'))
    .option('--tenant <id>', texts.text('option-tenant'));
}
