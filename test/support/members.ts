// People of the accounts of a whole Efir, who come in by themselves:
//
//   const cookie = await openSession(stack, await addToTwo(db, boris));

import { createUserId } from '../../src/core/ids.ts';
import { hashPassword } from '../../src/domain/identity/index.ts';
import { askStack, type DashboardStack } from './dashboard.ts';
import type { TestDatabase } from './database.ts';

interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Two accounts that nobody else belongs to: the person owns one, and looks on in the other. */
export async function addToTwo(db: TestDatabase, person: Person): Promise<Person> {
  const { email, name, password } = person;
  const id = createUserId();
  const [one, other] = [await db.createTenant('Борис и сыновья'), await db.createTenant('Хор')];
  const hash = await hashPassword(password);
  await db.database.withIdentity(async (tx) => {
    await tx.insertInto('users').values({ id, email, name, password_hash: hash, language: null }).execute();
    for (const [tenant_id, rank] of [[one, 'owner'] as const, [other, 'viewer'] as const])
      await tx.insertInto('memberships').values({ tenant_id, user_id: id, rank }).execute();
  });
  return person;
}

/** Somebody who may look and nothing else; gives the cookie of their browser. */
export async function addViewer(stack: DashboardStack, { email, name, password }: Person): Promise<string> {
  const { path } = await askStack<{ path: string }>(stack, 'POST', '/v1/invitations', {
    email,
    rank: 'viewer',
  });
  return readCookie(await post(stack, `/v1${path}/accept`, { name, password }));
}

/** Gives the cookie of a browser at which the person is signed in. */
export async function openSession(stack: DashboardStack, { email, password }: Person): Promise<string> {
  return readCookie(await post(stack, '/v1/auth/sign-in', { email, password }));
}

const post = ({ url }: DashboardStack, path: string, body: unknown) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(body),
  });

async function readCookie(answer: Response): Promise<string> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}
