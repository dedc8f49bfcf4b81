import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { type BrowserOptions, openBrowser, type TestBrowser } from '../../test/support/browser.ts';
import { owner } from './fill-demo.ts';
import type { ShownPage } from './pages.ts';

export const looks: Readonly<Record<string, BrowserOptions>> = {
  light: { size: { width: 1280, height: 800 } },
  dark: { size: { width: 1280, height: 800 }, dark: true },
  phone: { size: { width: 360, height: 740 }, language: 'ru', scale: 2 },
};

/** Milliseconds for a page to be there, and how often it is opened before that is given up. */
const patience = 30_000;
const attempts = 3;

interface Taking {
  readonly pages: readonly ShownPage[];
  readonly url: string;
  /** For what is in between. */
  readonly folder: string;
  readonly into: string;
}

/** Takes each page in every look; gives the names of the files. Rejects with a sentence on the page that does not come. */
export async function takePictures(taking: Taking): Promise<string[]> {
  const taken: string[] = [];
  if (taking.pages.length === 0) return taken;
  for (const [look, options] of Object.entries(looks)) {
    await using browser = await openBrowser(options);
    try {
      taken.push(...(await takeLook(browser, look, taking)));
    } finally {
      // What a picture provoked on purpose is no fault of the page.
      browser.complaints.length = 0;
    }
  }
  return taken;
}

async function takeLook(browser: TestBrowser, look: string, taking: Taking): Promise<string[]> {
  const { pages, url } = taking;
  browser.context.setDefaultTimeout(patience);
  const page = await browser.open(`${url}/sign-in`);
  const taken: string[] = [];
  const takeAll = async (some: readonly ShownPage[]) => {
    for (const shown of some) {
      const name = `${shown.name}-${look}.png`;
      await show(browser, page, url, shown, name);
      await shoot(page, join(taking.folder, 'full.png'), join(taking.into, name), shown.whole ?? false);
      console.log(name);
      taken.push(name);
    }
  };
  await takeAll(pages.filter(({ signedOut }) => signedOut));
  const within = pages.filter(({ signedOut }) => !signedOut);
  if (within.length > 0) await signIn(page, url);
  await takeAll(within);
  return taken;
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`, { waitUntil: 'domcontentloaded' });
  await page.locator('input[type=email]').fill(owner.email);
  await page.locator('input[name=password]').fill(owner.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL(/\/recordings$/, { waitUntil: 'commit' });
}

/** Opens a page until all of it is there: once more where it does not come, and not for ever. */
async function show(
  browser: TestBrowser,
  page: Page,
  url: string,
  shown: ShownPage,
  name: string,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    browser.complaints.length = 0;
    try {
      await open(page, url + shown.path);
      await shown.act?.(page);
      // Windows and menus come in slowly.
      await page.waitForTimeout(600);
      return;
    } catch (error) {
      if (attempt < attempts) continue;
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      const complaints =
        browser.complaints.length > 0 ? ` It complains: ${browser.complaints.join('; ')}` : '';
      throw new Error(
        `No picture ${name}: ${shown.path} is not there after ${attempts} attempts (${reason}).${complaints}`,
      );
    }
  }
}

async function open(page: Page, address: string): Promise<void> {
  // Not until everything is loaded: a page waits seconds for a sound that nobody has asked to hear.
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  await page.locator('#root h1').first().waitFor();
  await page.locator('#root .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  // The wave is drawn when the sound is there, news come by a stream: neither ends.
  await page.waitForTimeout(1500);
}

async function shoot(page: Page, full: string, target: string, whole: boolean): Promise<void> {
  await page.screenshot({ path: full, fullPage: whole });
  // A palette of 128 colours is as good to look at, and a third of the size.
  await promisify(execFile)('ffmpeg', [
    ...['-loglevel', 'error', '-y', '-i', full],
    ...['-vf', 'split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=none', target],
  ]);
}
