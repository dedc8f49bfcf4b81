import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  forgive,
  isWithin,
  openBrowser,
  shoot,
  smallPhone,
  type TestBrowser,
} from '../../support/browser.ts';
import { runCli } from '../../support/command.ts';
import {
  type DashboardStack,
  findBarriers,
  openAs,
  setUpFirst,
  startDashboard,
} from '../../support/dashboard.ts';
import { startIdentityProvider, type TestProvider } from '../../support/identity-provider.ts';
import { type Sandbox, startSandbox } from '../../support/telegram/start-sandbox.ts';

/*
 * The people of an account, and what lets them in: profile, members and invitations, keys of programs, an identity
 * provider, a forgotten password. Everything in the browser, over the whole of `efir up`.
 */
const anna = { name: 'Anna Petrova', email: 'anna@example.com', password: 'correct horse battery' };
const bertPassword = 'another good password';
const hostile = `<img src=x onerror=alert(1)> \u202Eevil\u202C 🙈`;

let stack: DashboardStack;
let provider: TestProvider;
let telegram: Sandbox;
let owner: string;

beforeAll(async () => {
  [provider, telegram] = await Promise.all([startIdentityProvider(), startSandbox()]);
  stack = await startDashboard({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Example',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
    TELEGRAM_PORT: '0',
  });
  owner = await setUpFirst(stack, anna);
}, 200_000);
afterAll(async () => {
  await stack?.close();
  await Promise.all([provider, telegram].map((one) => one?.close()));
});

const openAt = (browser: TestBrowser, path: string, as = owner) => openAs(browser, stack, as, path);

const block = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** Values within sentences are set apart by marks that nobody sees. */
const said = (words: string): RegExp => {
  const mark = '[\\u2068\\u2069]*';
  const signs = [...words].map((sign) => (/\w/.test(sign) ? sign : `[${sign}]`));
  return new RegExp(`^${mark}${signs.join(mark)}${mark}$`);
};

/** Pasted at once, as from a clipboard: 10 MB of it. */
async function pasteMuch(page: Page, label: string, scope = page.locator('main')): Promise<void> {
  await scope.getByLabel(label, { exact: true }).focus();
  await page.evaluate(`document.execCommand('insertText', false, 'x'.repeat(10_000_000))`);
}

describe('the profile', () => {
  test('keeps name and language, changes the password, ends other sessions, joins Telegram', async () => {
    await using browser = await openBrowser();
    const page = await openAt(browser, '/settings');
    await page.waitForURL(/\/settings\/profile$/);
    const you = block(page, 'You');
    await you.getByLabel('Your name').fill(hostile);
    await you.getByRole('button', { name: 'Save' }).click();
    await you.getByRole('alert').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'settings-profile-refused');
    await pasteMuch(page, 'Your name', you);
    await you.getByRole('button', { name: 'Save' }).click();
    await you.getByRole('alert').waitFor();
    const mild = '<b>Анна</b> אנה 🎧';
    await you.getByLabel('Your name').fill(mild);
    await you.getByRole('button', { name: 'Save' }).click();
    await you.getByText('Saved').waitFor();
    // The head knows it too.
    await page.getByRole('banner').getByRole('button', { name: mild }).waitFor();
    forgive(browser, /400/);

    const code = block(page, 'Telegram');
    await code.getByRole('button', { name: 'Make a code' }).click();
    const line = await code.getByLabel(/^Write this to/).inputValue();
    expect(line).toMatch(/^\/link \w{4}-\w{4}-\w{4}$/);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'settings-profile');
    const inTelegram = await telegram.person('Anna', { languageCode: 'en' });
    await inTelegram.sendText(line);
    // Seen by itself, without a reload.
    await code.getByText(/^Joined with/).waitFor();
    await code.getByRole('button', { name: 'Part' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Part' }).click();
    await code.getByRole('button', { name: 'Make a code' }).waitFor();

    await using other = await openBrowser();
    const there = await other.open(`${stack.url}/sign-in`);
    await signInByKeyboard(there);
    const sessions = block(page, 'Where you are signed in');
    await page.reload();
    await sessions.getByText('This browser').waitFor();
    await sessions.getByRole('button', { name: 'Sign out elsewhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out elsewhere' }).click();
    await there.getByText('You were signed out').waitFor();
    forgive(other, /401/);

    const password = block(page, 'Password');
    await password.getByLabel('Current password', { exact: true }).fill('not the one');
    await password.getByLabel('New password', { exact: true }).fill('a new good password');
    await password.getByRole('button', { name: 'Change the password' }).click();
    await password.getByText('The present password is wrong.').waitFor();
    forgive(browser, /403/);
    await password.getByLabel('Current password', { exact: true }).fill(anna.password);
    await password.getByRole('button', { name: 'Change the password' }).click();
    await password.getByText('Saved').waitFor();
    await expect.poll(() => password.getByLabel('New password', { exact: true }).inputValue()).toBe('');
    await you.getByLabel('Language').selectOption('ru');
    await you.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Профиль' }).waitFor();
    const theirs = page.getByRole('combobox', { name: 'Язык' });
    await theirs.selectOption('en');
    await page.getByRole('region', { name: 'О вас' }).getByRole('button', { name: 'Сохранить' }).click();
    await page.getByRole('heading', { name: 'Profile' }).waitFor();
    // The page there went on asking who is signed in.
    forgive(other, /401/);
  }, 120_000);
});

/** Without a mouse: from the address to the recordings. */
async function signInByKeyboard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  for (let steps = 0; steps < 20; steps += 1) {
    if (await page.evaluate(`document.activeElement?.getAttribute('name') === 'email'`)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type(anna.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(anna.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/recordings/);
}

describe('members', () => {
  test('are invited by a link, come in with an account, get ranks, and are removed', async () => {
    await using browser = await openBrowser();
    const page = await openAt(browser, '/settings/members');
    const invite = block(page, 'Invite somebody');
    await pasteMuch(page, 'E-mail', invite);
    await invite.getByRole('button', { name: 'Make an invitation' }).click();
    await invite.getByRole('alert').waitFor();
    forgive(browser, /400/);
    await invite.getByLabel('E-mail', { exact: true }).fill('bert@example.com');
    await invite.getByLabel('What they may do').selectOption('viewer');
    await invite.getByRole('button', { name: 'Make an invitation' }).click();
    const link = await invite.getByLabel(said('Link for bert@example.com')).inputValue();
    expect(link).toContain(`${stack.url}/invitations/`);
    await block(page, 'Open invitations').getByText('bert@example.com').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'settings-members');

    const bert = await acceptAs(link);
    await expectNoControls(bert);
    await page.reload();
    const members = block(page, 'Who belongs to the account');
    await members.getByLabel(said('What Bert may do')).selectOption('manager');
    await expect.poll(() => members.getByLabel(said('What Bert may do')).inputValue()).toBe('manager');
    // The only owner stays one.
    expect(await members.getByRole('button', { name: 'Leave the account' }).count()).toBe(0);
    await members.getByRole('button', { name: said('Remove Bert') }).click();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await members.getByText('bert@example.com').waitFor({ state: 'detached' });
    const refused = await fetch(`${stack.url}/v1/me`, { headers: { cookie: bert } });
    expect(refused.status).toBe(401);

    await invite.getByLabel('E-mail', { exact: true }).fill('carl@example.com');
    await invite.getByRole('button', { name: 'Make an invitation' }).click();
    const again = await invite.getByLabel(said('Link for carl@example.com')).inputValue();
    await block(page, 'Open invitations')
      .getByRole('button', { name: said('Withdraw the invitation of carl@example.com') })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await block(page, 'Open invitations').getByText('No open invitations.').waitFor();
    await page.goto(again);
    await page.getByText('There is no such invitation.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    forgive(browser, /404/);
  }, 120_000);
});

/** In a browser of their own, on a phone, in the dark: gives the cookie of who came in. */
async function acceptAs(link: string): Promise<string> {
  await using browser = await openBrowser({ dark: true, size: { width: 360, height: 740 } });
  const page = await browser.open(link);
  await page.getByText('invites you to join').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(await isWithin(page)).toBe(true);
  await shoot(page, 'invitation-phone');
  await page.getByLabel('Your name').fill('Bert');
  await page.locator('input[name=password]').fill('short');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('The password is too short.').waitFor();
  forgive(browser, /422/);
  await page.locator('input[name=password]').fill(bertPassword);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForURL(/\/recordings/);
  await page.goto(link);
  await page.getByText('This invitation was accepted already.').waitFor();
  forgive(browser, /410/);
  const [cookie] = (await browser.context.cookies()).filter(({ name }) => name === 'efir_session');
  return `efir_session=${cookie?.value}`;
}

/** A viewer sees what is theirs, and no ways to what is not. */
async function expectNoControls(cookie: string): Promise<void> {
  await using browser = await openBrowser(smallPhone);
  const page = await openAt(browser, '/settings/profile', cookie);
  await page.getByRole('heading', { name: 'Профиль' }).waitFor();
  expect(await isWithin(page)).toBe(true);
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'settings-profile-phone');
  const choice = page.getByRole('combobox', { name: 'Настройки' });
  const sections = await choice.getByRole('option').allTextContents();
  expect(sections).toContain('Учётная запись');
  for (const closed of ['Участники', 'Ключи API']) expect(sections).not.toContain(closed);
  await choice.selectOption({ label: 'Учётная запись' });
  await page.getByText(said('Ваша роль: Читатель')).waitFor();
  await page.getByText('За последние 30 дней ничего не отправлено.').waitFor();
  expect(await page.getByRole('button', { name: 'Сохранить' }).count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'settings-account-phone');
  await page.goto(`${stack.url}/settings/keys`);
  await page.getByText('Менять это вы не можете').waitFor();
  expect(await findBarriers(page)).toEqual([]);
}

describe('API keys', () => {
  test('are shown once, open, and are revoked; their form takes hostile names for what they are', async () => {
    await using browser = await openBrowser();
    const page = await openAt(browser, '/settings/keys');
    const fresh = block(page, 'New key');
    await pasteMuch(page, 'Name', fresh);
    await fresh.getByRole('button', { name: 'Make the key' }).click();
    await fresh.getByRole('alert').waitFor();
    forgive(browser, /400/);
    await fresh.getByLabel('Name', { exact: true }).fill(hostile);
    await fresh.getByLabel('Good for').selectOption('30');
    await fresh.getByRole('button', { name: 'Make the key' }).click();
    const key = await fresh.getByLabel(/^Key /).inputValue();
    expect(key).toMatch(/^efir_/);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'settings-keys');
    const use = async () =>
      (await fetch(`${stack.url}/v1/recordings`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await use()).toBe(200);
    await fresh.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText(key).waitFor({ state: 'detached' });
    const keys = block(page, 'Existing keys');
    await keys.getByRole('button', { name: /^Revoke .*<img/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await keys.getByRole('button', { name: said('Show 1 old one') }).click();
    await keys.getByText('Revoked').waitFor();
    await expect.poll(use).toBe(401);
    expect(await findBarriers(page)).toEqual([]);
  }, 60_000);
});

describe('ways in', () => {
  test('an identity provider lets in who was joined, and tells why not; an operator replaces a password', async () => {
    await using browser = await openBrowser({ dark: true });
    const page = await browser.open(`${stack.url}/sign-in`);
    provider.person = { sub: 'anna', email: anna.email, email_verified: true };
    await shoot(page, 'sign-in');
    await page.getByRole('link', { name: /^Sign in with/ }).click();
    await page.getByText('You have an account here already.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'sign-in-provider');

    const { stdout } = await runCli(['user', 'password', anna.email], {
      environment: { EFIR_DATA_DIR: `${stack.folder}/data`, EFIR_LANG: 'en' },
    });
    const path = new URL(stdout.trim()).pathname;
    await page.goto(`${stack.url}${path}`);
    await page.getByRole('heading', { name: 'A new password' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'reset');
    await page.locator('input[name=password]').fill('the newest password');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.waitForURL(/\/recordings/);

    await page.goto(`${stack.url}/settings/profile`);
    const example = page.getByRole('region', { name: 'Example' });
    await example.getByRole('button').click();
    await example.getByRole('button', { name: /Part|Отвязать/ }).waitFor();
    await browser.context.clearCookies();
    await page.goto(`${stack.url}/sign-in`);
    await page.getByRole('link', { name: /Example/ }).click();
    await page.waitForURL(/\/recordings/);
    await page.goto(`${stack.url}${path}`);
    await page.getByText(/This link does not work|Эта ссылка не работает/).waitFor();
    forgive(browser, /404/);
  }, 90_000);
});
