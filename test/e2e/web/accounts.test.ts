import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantId, UserId } from '../../../src/core/ids.ts';
import { forgive, openBrowser, shoot, type TestBrowser } from '../../support/browser.ts';
import {
  askStack,
  type DashboardStack,
  findBarriers,
  openAs,
  setUpFirst,
  startDashboard,
} from '../../support/dashboard.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addToTwo, addViewer, openSession } from '../../support/members.ts';
import { signIn as signInAt } from '../../support/people.ts';
import { hostile } from '../../support/settings-steps.ts';
import {
  dropFiles,
  type ForeignServer,
  listRecordings,
  pasteText,
  serveRecording,
  signIn,
  throttle,
  unthrottle,
  waitForShare,
} from '../../support/ways-in.ts';

/* Accounts: one looks at another of one's own, leaves one, and nothing that was meant for one lands in another. */
const password = 'correct horse battery';
const anna = { name: 'Anna Petrova', email: 'anna@example.com', password };
const boris = { name: 'Борис 🎧 \u202Eתל', email: 'boris@example.com', password };
const long = { timeout: 60_000 };
const megabyte = 1_000_000;

let db: TestDatabase;
let stack: DashboardStack;
let foreign: ForeignServer;
let cookie: string;

beforeAll(async () => {
  db = await createTestDatabase();
  stack = await startDashboard({
    ...{ DATABASE_URL: db.url, DATABASE_MIGRATION_URL: db.migrationUrl },
    WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
  });
  foreign = await serveRecording('/talk.wav');
  cookie = await setUpFirst(stack, anna);
  await addToTwo(db, boris);
}, 200_000);
afterAll(async () => {
  foreign?.close();
  await stack?.close();
  await db?.close();
});

const enter = (browser: TestBrowser, path: string, as = cookie) => openAs(browser, stack, as, path);

const over = (page: Page) => page.getByRole('dialog', { name: 'You were signed out' });

test('a session looks at another account, in all tabs, and ends in all of them', async () => {
  await using browser = await openBrowser();
  const page = await enter(browser, '/recordings', await openSession(stack, boris));
  const tab = await browser.open(`${stack.url}/search?q=anything`);
  await tab.getByText('Nobody said that').waitFor();
  const menu = page.getByRole('button', { name: boris.name });
  const current = page.locator('[role=menuitem][aria-current=true]');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Хор' }).waitFor();
  const before = await current.textContent();
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'accounts');
  const other = before === 'Хор' ? 'Борис и сыновья' : 'Хор';
  await page.getByRole('menuitem', { name: other }).click();
  await tab.waitForURL(/\/recordings$/);
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await menu.click();
  await expect.poll(() => current.textContent()).toBe(other);
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await over(tab).waitFor();
  await page.goto(`${stack.url}/sign-in?next=https://example.com/`);
  await signIn(page, anna);
  await page.waitForURL(/\/recordings$/);
  await tab.getByRole('button', { name: anna.name }).waitFor();
  forgive(browser, /./);
}, 120_000);

test('an account is left, and one goes on in another, where one is the only owner and stays', async () => {
  await using browser = await openBrowser();
  const [inChoir] = await db.query<{ id: UserId; tenantId: TenantId }>(
    `select user_id as id, tenant_id as "tenantId" from memberships where rank = 'viewer'`,
  );
  if (!inChoir) throw new Error('nobody looks on');
  const cookieThere = await signInAt(db, { ...inChoir, email: boris.email });
  const page = await enter(browser, '/settings/account', cookieThere);
  const block = page.getByRole('region', { name: 'Leave the account' });
  const tab = await browser.open(`${stack.url}/search`);
  await block.getByRole('button', { name: 'Leave' }).click();
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'account-leave');
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await page.getByText(/You have left .{0,2}Хор/).waitFor();
  await page.waitForURL(/\/recordings$/);
  await tab.waitForURL(/\/recordings$/);
  await page.goto(`${stack.url}/settings/account`);
  await block.getByText('You are its only owner.').waitFor();
  expect(await block.getByRole('button').count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'account-only-owner');
  expect(await over(tab).count()).toBe(0);
  forgive(browser, /./);
}, 120_000);

test('whoever only looks on may leave, and belongs to nothing then', async () => {
  await using browser = await openBrowser();
  const viewer = { name: 'Viewer', email: 'viewer@example.com', password };
  const page = await enter(browser, '/settings/account', await addViewer(stack, viewer));
  await page.getByRole('heading', { name: /Viewer/ }).waitFor();
  const block = page.getByRole('region', { name: 'Leave the account' });
  await block.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await block.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await page.getByText('You have left the account.').waitFor();
  await page.getByLabel('E-mail').fill(viewer.email);
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'account-left');
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('You belong to no account here any more.').waitFor();
  expect(page.url()).toContain('/sign-in');
  forgive(browser, /40[13]/);
}, 60_000);

test('the account is renamed by its owner, who is told what is no name, and is the only one', async () => {
  await using browser = await openBrowser();
  const page = await enter(browser, '/settings/account');
  const block = page.getByRole('region', { name: /name/i });
  const field = block.getByRole('textbox');
  const save = block.getByRole('button', { name: 'Save' });
  await expect.poll(() => field.inputValue()).not.toBe('');
  const before = await field.inputValue();
  await expect.poll(() => save.isDisabled()).toBe(true);
  for (const wrong of ['', hostile, 'x'.repeat(101)]) {
    await field.fill(wrong);
    await save.click();
    await block.getByRole('alert').getByText('This cannot be a name.').waitFor();
  }
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'account-refused');
  await field.fill('Радио <b>95</b> 📻');
  await save.dblclick();
  await block.getByText('Saved').waitFor();
  await page.reload();
  await expect.poll(() => field.inputValue()).toBe('Радио <b>95</b> 📻');
  expect(await askStack(stack, 'GET', '/v1/tenant')).toMatchObject({ name: 'Радио <b>95</b> 📻' });
  await page.getByRole('region', { name: 'Leave the account' }).getByText('its only owner').waitFor();
  expect(await page.getByRole('button', { name: 'Leave' }).count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'account');
  await field.fill(before);
  await field.press('Enter');
  await block.getByText('Saved').waitFor();
  forgive(browser, /400/);
}, 60_000);

test('files meant for one account do not come into another, to which another tab went', async () => {
  const [home] = await db.query<{ name: string }>(
    `select tenants.name from tenants join memberships on tenants.id = tenant_id`,
  );
  const choir = await db.createTenant('Choir');
  await db.query(
    `insert into memberships (tenant_id, user_id, rank) select $1, id, 'owner' from users where email = $2`,
    [choir, anna.email],
  );
  await using browser = await openBrowser();
  const page = await enter(browser, '/recordings');
  const before = (await listRecordings(stack)).length;
  const line = await throttle(page, 1.5 * megabyte);
  await dropFiles(page, [{ name: 'begun.wav', bytes: 20 * megabyte }]);
  const panel = page.getByRole('region', { name: 'Being sent' });
  await waitForShare(page, 5);
  await panel.getByRole('button', { name: /^Pause \W?begun/ }).click();
  await pasteText(page, `${foreign.url}/talk.wav`);
  // Another tab does, and this one hears of it late.
  const heard = Promise.withResolvers<void>();
  await page.route('**/v1/auth/state', async (asked) => {
    await heard.promise;
    await asked.continue();
  });
  const switched = await browser.context.request.post(`${stack.url}/v1/auth/tenant`, {
    headers: { 'sec-fetch-site': 'same-origin' },
    data: { tenant_id: choir },
  });
  expect(switched.status()).toBe(200);
  const dialog = page.getByRole('dialog', { name: 'From a link' });
  await dialog.getByRole('button', { name: 'Fetch it' }).click();
  await dialog.getByText('You are looking at another account by now.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'ways-link-elsewhere');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await dropFiles(page, [{ name: 'later.wav', bytes: megabyte }]);
  await panel.getByText('You went to another account in another tab.').waitFor(long);
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'ways-held');
  heard.resolve();
  await page.getByText(/2\W* files wait for you in the other account/).waitFor(long);
  await panel.waitFor({ state: 'detached' });
  await shoot(page, 'ways-elsewhere');

  await unthrottle(line);
  await page.getByRole('button', { name: anna.name }).click();
  await page.getByRole('menuitem', { name: home?.name ?? '' }).click();
  await panel.getByRole('button', { name: /^Go on with \W?begun/ }).click(long);
  await expect.poll(async () => (await listRecordings(stack)).length, long).toBe(before + 2);
  const names = (await listRecordings(stack)).slice(0, 2).map(({ file_name: name }) => name);
  expect(names.toSorted()).toEqual(['begun.wav', 'later.wav']);
  for (const table of ['recordings', 'uploads', 'recording_links'])
    expect(await db.query(`select 1 from ${table} where tenant_id = $1`, [choir])).toEqual([]);
  forgive(browser, /409/);
}, 120_000);
