// What a person does in the settings of an account's work, step by step, for journeys through them.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { forgive, shoot, type TestBrowser } from './browser.ts';
import { findBarriers } from './dashboard.ts';
import type { WebTarget } from './web-target.ts';

const long = { timeout: 60_000 };
export const hostile = `<img src=x onerror=alert(1)> \u202Eevil\u202C 🙈 ${'ы'.repeat(60)}`;

/** Refused where it leads into a private network or nowhere, then taken; gives the secret. */
export async function makeWebhook(browser: TestBrowser, page: Page, target: WebTarget): Promise<string> {
  await page.getByRole('button', { name: 'Add a webhook' }).first().click();
  const dialog = page.getByRole('dialog');
  const url = dialog.getByRole('textbox', { name: 'Address' });
  const refusals = [
    ['http://10.0.0.1/', 'it leads into a private network'],
    ['javascript:alert(1)', 'javascript'],
    [hostile, 'onerror'],
    [`https://example.com/${'x'.repeat(4_000)}`, '2000'],
  ] as const;
  for (const [address, word] of refusals) {
    await url.fill(address);
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByRole('alert').getByText(word).first().waitFor();
  }
  expect(await findBarriers(page)).toEqual([]);
  await url.fill('http://192.168.0.1:9000/hook');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByRole('alert').waitFor();
  await shoot(page, 'webhook-refused');
  forgive(browser, /4(22|00)/);
  await url.fill(target.url);
  await dialog.getByLabel('A transcript was changed').uncheck();
  await dialog.getByRole('button', { name: 'Add' }).click();
  const secret = dialog.getByLabel('Secret', { exact: true });
  await secret.waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'webhook-secret');
  const shown = await secret.inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('A recording is done · A recording failed · A recording was stopped').waitFor();
  await shoot(page, 'webhooks');
  return shown;
}

/** Many entries at once: some, ten megabytes of them, and more than are kept. */
export async function pasteMany(page: Page): Promise<void> {
  const lines = page.getByLabel('Entries, one in each line');
  const many = Array.from({ length: 30 }, (_, place) => `heard ${place} => written ${place}`);
  await lines.fill(['# a remark', 'Redis', ...many].join('\n'));
  await page.getByText(said('1 word, 30 spellings')).waitFor();
  await page.getByRole('button', { name: 'Add', exact: true }).last().click();
  await page.getByText(said('31 of 500')).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByPlaceholder('Find among them').fill('heard 29');
  const spellings = page.getByRole('list', { name: 'How it is written' });
  await expect.poll(() => spellings.getByRole('listitem').count(), long).toBe(1);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  expect((await saved).suggestedFilename()).toBe('vocabulary.txt');
  await shoot(page, 'vocabulary');
  // Ten megabytes from the clipboard neither hang the page nor reach the server.
  await lines.focus();
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'word\\n'.repeat(2_000_000));
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }`);
  await page.getByText('far more than a vocabulary holds').waitFor();
  await lines.fill(Array.from({ length: 250 }, (_, place) => `w${place}`).join('\n'));
  await page.getByRole('button', { name: 'Add', exact: true }).last().click();
  await page.getByRole('alert').getByText('at most 200').waitFor();
  await page.getByText(said('4 of 200')).waitFor();
}

/** Values in a sentence stand between marks that keep their direction to themselves. */
export const said = (text: string, whole = false): RegExp => {
  const marked = [...text].map((sign) => sign.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')).join('[\u2066-\u2069]*');
  return new RegExp(whole ? `^[\u2066-\u2069]*${marked}[\u2066-\u2069]*$` : marked);
};

export const choose = async (page: Page, of: string, item: string) => {
  await page.getByRole('button', { name: said(`What to do with ${of}`, true) }).click();
  await page.getByRole('menuitem', { name: item }).click();
  // It goes slowly, and without its words it is no menu.
  await page.getByRole('menu').waitFor({ state: 'detached' });
};
