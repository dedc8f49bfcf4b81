import { EfirError, toEfirError } from '../core/errors.ts';
import { runCommand } from './cli/run-command.ts';

const stop = new AbortController();
let asked: number | undefined;
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

for (const [signal, exit] of Object.entries(codes)) {
  process.on(signal, () => {
    // The first asks to finish, the second means now. Children notice by their pipes.
    if (stop.signal.aborted) process.exit(exit);
    asked = exit;
    stop.abort(new EfirError('cancelled'));
  });
}
// A reader that went away (`| head`) is no error, and there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw toEfirError(error);
    stop.abort(error);
  });
}

const { stdin, stdout, stderr } = process;
const exit = await runCommand(process.argv.slice(2), { stdin, stdout, stderr, signal: stop.signal });
// What was cancelled tells by which signal; what served until then has done its work.
process.exitCode = exit === codes.SIGINT ? (asked ?? exit) : exit;
