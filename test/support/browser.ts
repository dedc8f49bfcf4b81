// The Chromium of this machine, without a window:
//
//   await using browser = await openBrowser({ language: 'ru', dark: true, phone: true });
//   const page = await browser.open(url); …
//
// Every page is watched: what its policy refuses and what its scripts throw fails the test at `close`.

import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type NeededProgram, requireServerProgram } from './broker-server.ts';

export interface TestBrowser extends AsyncDisposable {
  readonly context: BrowserContext;
  open(url: string): Promise<Page>;
  /** What pages complained of so far; a test that expects it takes it away. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export interface BrowserOptions {
  readonly language?: 'en' | 'ru';
  readonly dark?: boolean;
  readonly phone?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
  readonly scripts?: boolean;
  /** Sound of this WAV file in place of a microphone. */
  readonly microphone?: string;
  /** Lets the page install what opens it without a network; else every request goes to the server. */
  readonly installs?: boolean;
  /** Device pixels to a pixel. */
  readonly scale?: number;
}

export const chromiumProgram: NeededProgram = { program: 'chromium', debianPackage: 'chromium' };

export async function openBrowser(options: BrowserOptions = {}): Promise<TestBrowser> {
  const executablePath = requireServerProgram(chromiumProgram);
  const { language = 'en', microphone, phone = false } = options;
  const browser = await chromium.launch({
    executablePath,
    args: [
      // Containers run as root and have a small /dev/shm.
      // A name that browsers do not trust over http, as that of a server at home: `http://efir.test:8080`.
      '--host-resolver-rules=MAP efir.test 127.0.0.1',
      ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--force-color-profile=srgb'],
      ...(microphone === undefined
        ? []
        : [
            ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
            `--use-file-for-fake-audio-capture=${microphone}%noloop`,
          ]),
    ],
  });
  const context = await browser.newContext({
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    colorScheme: options.dark ? 'dark' : 'light',
    javaScriptEnabled: options.scripts ?? true,
    viewport: options.size ?? (phone ? { width: 390, height: 844 } : { width: 1280, height: 800 }),
    deviceScaleFactor: options.scale ?? 1,
    serviceWorkers: options.installs ? 'allow' : 'block',
    permissions: microphone === undefined ? [] : ['microphone'],
  });
  // Said with what was waited for, before the test's own time is over.
  context.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  const close = async () => {
    await context.close();
    await browser.close();
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('\n')}`);
  };
  return {
    context,
    complaints,
    async open(url) {
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (line) => {
        if (line.type() === 'error') complaints.push(line.text());
      });
      await page.goto(url);
      return page;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A phone as small as they come, of somebody who reads Russian, at night. */
export const smallPhone = { language: 'ru', dark: true, size: { width: 360, height: 740 } } as const;

/** A picture of the page for whoever wants to look: in the folder SCREENSHOTS, when there is one. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  await settle(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Waits until nothing is on its way in or out any more: what begins to move does so with the next frame. */
export const settle = (page: Page): Promise<void> =>
  page.evaluate(`(async () => {
    const nextFrame = () => new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(done));
      // A tab that nobody sees draws none.
      setTimeout(done, 500);
    });
    const listMoving = () => document.getAnimations().filter(
      ({ effect, playState }) => playState === 'running' && effect.getComputedTiming().endTime < 5_000,
    );
    for (let rounds = 0; rounds < 20; rounds += 1) {
      await nextFrame();
      const moving = listMoving();
      if (moving.length === 0) return;
      await Promise.all(moving.map(({ finished }) => finished.catch(() => undefined)));
    }
  })()`);

/** Browsers complain of every refusal, also of one that the page is made for. */
export function forgive({ complaints }: TestBrowser, expected: RegExp): void {
  const others = complaints.filter((complaint) => !expected.test(complaint));
  complaints.splice(0, complaints.length, ...others);
}

/** Whether nothing of the page reaches beyond its side. */
export async function isWithin(page: Page): Promise<boolean> {
  await settle(page);
  return page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');
}
