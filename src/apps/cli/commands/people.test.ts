import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { runCli } from '../../../../test/support/command.ts';
import { createUser, signIn } from '../../../../test/support/people.ts';
import { hashPassword } from '../../../domain/identity/index.ts';

let door: TestApi;
let environment: Record<string, string>;
beforeAll(async () => {
  door = await startTestApi({ config: { trustProxy: true } });
  environment = { DATABASE_URL: door.db.url, EFIR_LANG: 'en' };
});
afterAll(() => door.close());

const cli = (...argv: string[]) => runCli(argv, { environment });
const password = 'correct horse battery';
const post = (path: string, body: unknown, address = '10.0.0.1') =>
  door.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify(body),
  });
const signInBy = (email: string, word: string, address?: string) =>
  post('/v1/auth/sign-in', { email, password: word }, address);
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;

async function createPerson(name: string) {
  const person = await createUser(door.db, { tenantId: door.tenantId, name });
  await door.db.query('update users set password_hash = $2 where id = $1', [
    person.id,
    await hashPassword(password),
  ]);
  return person;
}

describe('efir user', () => {
  test('lists everybody, with what they belong to and whether they are locked out', async () => {
    const empty = await cli('user', 'list');
    expect([empty.exit, empty.stdout]).toEqual([0, '']);
    expect(empty.stderr).toContain('Nobody has an account yet.');
    const anna = await createPerson('Анна Ж.');
    await signIn(door.db, anna);
    const { exit, stdout } = await cli('user', 'list');
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`${anna.email} +Анна Ж. +\\d{4}-\\d\\d-\\d\\d +\\d{4}-.* open .*\\(owner\\)`),
    );
    const [listed] = JSON.parse((await cli('user', 'list', '--json')).stdout) as { email: string }[];
    expect(listed).toMatchObject({ email: anna.email, tenants: [{ rank: 'owner' }] });
    expect(JSON.stringify(listed)).not.toContain('argon2');
  });

  test('makes a link that replaces a forgotten password once, and ends every session', async () => {
    const bert = await createPerson('Bert');
    const cookie = await signIn(door.db, bert);
    // By whoever had the account in their hands, perhaps.
    await door.db.query(`insert into external_logins (issuer, subject, user_id) values ('i', 's', $1)`, [
      bert.id,
    ]);
    for (let wrong = 0; wrong < 5; wrong += 1) await signInBy(bert.email, 'wrong');
    const first = await cli('user', 'password', bert.email);
    const { exit, stderr, stdout } = await cli('user', 'password', ` ${bert.email.toUpperCase()} `);
    expect(exit).toBe(0);
    expect(stderr).toMatch(/Link for Bert, until .* UTC\. .*parted.*; it works once:/);
    expect(stdout).toMatch(/^http:\/\/localhost:8080\/reset\/[\w-]{43}\n$/);
    const path = (line: string) => `/v1/auth/reset/${line.trim().split('/').at(-1)}`;

    // The older link is over with the newer.
    expect(await codeOf(await door.fetch(path(first.stdout)))).toBe('reset-unknown');
    const shown = await door.fetch(path(stdout));
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await shown.json()).toMatchObject({ email: bert.email, name: 'Bert' });

    expect(await codeOf(await post(path(stdout), { password: 'short' }))).toBe('password-short');
    const logins = () => door.db.query('select 1 from external_logins where user_id = $1', [bert.id]);
    expect(await logins()).toHaveLength(1);
    const answers = await Promise.all(
      ['one good password', 'another good password'].map((word) => post(path(stdout), { password: word })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    expect(await logins()).toEqual([]);
    const taken = answers[0]?.status === 200 ? 'one good password' : 'another good password';
    expect((await door.fetch('/v1/me', { headers: { cookie } })).status).toBe(401);
    expect((await signInBy(bert.email, password, '10.0.0.9')).status).toBe(401);
    expect((await signInBy(bert.email, taken, '10.0.0.9')).status).toBe(200);
    expect(await codeOf(await door.fetch(path(stdout)))).toBe('reset-unknown');
  });

  test('makes links that end, under the address that people know', async () => {
    const carl = await createPerson('Carl');
    const { stdout } = await runCli(['user', 'password', carl.email], {
      environment: { ...environment, PUBLIC_URL: 'https://efir.example/' },
    });
    expect(stdout).toMatch(/^https:\/\/efir\.example\/reset\//);
    await door.db.query(`update password_resets set expires_at = now() where user_id = $1`, [carl.id]);
    const path = `/v1/auth/reset/${stdout.trim().split('/').at(-1)}`;
    expect(await codeOf(await door.fetch(path))).toBe('reset-expired');
    expect(await codeOf(await post(path, { password: 'a good password' }))).toBe('reset-expired');
    for (const secret of ['x', 'A'.repeat(43), '%00', '\u202Eabc', 'я'.repeat(50)])
      expect(await codeOf(await door.fetch(`/v1/auth/reset/${secret}`))).toBe('reset-unknown');
  });

  test('unlocks an account', async () => {
    const dora = await createPerson('Dora');
    await door.db.query(
      `insert into sign_in_tries (key, wrong, closed_until) values ($1, 10, now() + interval '10 minutes')`,
      [`account:${dora.email}`],
    );
    expect((await signInBy(dora.email, password)).status).toBe(429);
    expect((await cli('user', 'list')).stdout).toMatch(new RegExp(`${dora.email} .* locked `));
    expect((await cli('user', 'unlock', dora.email)).stdout).toBe(`${dora.email} can sign in again.\n`);
    expect((await signInBy(dora.email, password)).status).toBe(200);
    expect((await cli('user', 'unlock', dora.email)).stdout).toBe(`${dora.email} was not locked.\n`);
  });

  test.each(['password', 'unlock'])('%s says whom it does not know', async (word) => {
    const { exit, stderr } = await cli('user', word, 'nobody@example.com');
    expect(exit).toBe(66);
    expect(stderr).toContain('Nobody here has the address nobody@example.com.');
  });
});

test('efir signing-key rotate makes a key that signs, and keeps the old one known', async () => {
  const kids = async () => {
    const answer = await door.fetch('/.well-known/jwks.json');
    return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  };
  await door.fetch('/v1/auth/token', { method: 'POST', key: door.key });
  const before = await kids();
  expect(before).toHaveLength(1);
  const { exit, stdout } = await cli('signing-key', 'rotate');
  expect([exit, stdout]).toEqual([0, expect.stringContaining('signed with a new key')]);
  await door.restart();
  const after = await kids();
  expect(after).toHaveLength(2);
  expect(after[1]).toBe(before[0]);
});

test('efir help shows the commands, in Russian too', async () => {
  const english = (await cli('help')).stdout;
  for (const name of ['user', 'signing-key', 'token'])
    expect(english).toMatch(new RegExp(`^  ${name} `, 'm'));
  const russian = await runCli(['help', 'user'], { environment: { EFIR_LANG: 'ru' } });
  expect(russian.stdout).toContain('забытый пароль');
});
