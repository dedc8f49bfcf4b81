import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EfirError } from '../../core/errors.ts';

/** Who runs the server when we are root: PostgreSQL refuses to run as root. */
export interface ServiceUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const run = promisify(execFile);

/**
 * The user for the server; undefined when we are nobody special and run it ourselves. An existing cluster keeps its
 * owner; otherwise `efir`, made when missing, or `postgres` where it cannot be made. Rejects with
 * `database-start-failed` when there is none.
 */
export async function chooseServiceUser(cluster: string): Promise<ServiceUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { name: `#${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const user = (await findUser('efir')) ?? (await makeUser('efir')) ?? (await findUser('postgres'));
  if (user) return user;
  throw new EfirError('database-start-failed', {
    detail:
      'PostgreSQL does not run as root and the system user efir could not be made; make one with useradd --system efir',
  });
}

/** Whether the user (absent: ourselves) may pass through or read the path, with all folders on the way. */
export async function canAccess(
  user: ServiceUser | undefined,
  path: string,
  mode: 'x' | 'r',
): Promise<boolean> {
  const attempt = user
    ? run('test', [`-${mode}`, path], { uid: user.uid, gid: user.gid, cwd: '/' })
    : access(path, mode === 'x' ? constants.X_OK : constants.R_OK);
  return attempt.then(
    () => true,
    () => false,
  );
}

async function findUser(name: string): Promise<ServiceUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function makeUser(name: string): Promise<ServiceUser | undefined> {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  // Two that make it at once: the second fails and finds the first's.
  await run('useradd', [...options, '--shell', '/usr/sbin/nologin', name]).catch(() => {});
  return findUser(name);
}
