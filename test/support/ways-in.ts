// Files, sound, text and links on their way into a page, as people bring them there; and what the browser keeps of them:
//
//   await dropFiles(page, [{ name: 'film.wav', bytes: 9_000_000 }]);

import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import { makeWavHeader } from './audio.ts';
import type { DashboardStack } from './dashboard.ts';

export interface MadeFile {
  readonly name: string;
  readonly bytes: number;
  /** Its first bytes, in place of those of a WAV file. */
  readonly head?: string;
}

function makeWav(bytes: number): Buffer {
  const header = makeWavHeader({ dataBytes: bytes - 44, sampleRate: 16_000, channels: 1 });
  return Buffer.concat([header, Buffer.alloc(bytes - 44)]);
}

/** Files are made in the page: what is large would take long to get there. The same ones are the same, as on a disk. */
const makeInPage = (files: readonly MadeFile[]): string => `${JSON.stringify(
  files.map(({ bytes, head, name }) => {
    const first = head
      ? Buffer.from(head)
      : makeWavHeader({ dataBytes: Math.max(0, bytes - 44), sampleRate: 16_000, channels: 1 });
    return { name, bytes, head: first.toString('base64') };
  }),
)}.map(({ bytes, head, name }) => {
  const data = new Uint8Array(bytes);
  if (bytes > 44) data.set(Uint8Array.from(atob(head), (sign) => sign.charCodeAt(0)));
  return new File([data], name, { type: 'audio/wav', lastModified: 1_700_000_000_000 });
})`;

export const dropFiles = (page: Page, files: readonly MadeFile[]): Promise<void> =>
  holdOver(page, makeInPage(files), 'drop');

/** A file of this machine, as a person drops it from a folder. */
export async function dropFile(page: Page, path: string, name: string): Promise<void> {
  const given = JSON.stringify({ bytes: (await readFile(path)).toString('base64'), name });
  const file = `(({ bytes, name }) => {
    const data = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
    return new File([data], name, { type: 'audio/wav' });
  })(${given})`;
  await holdOver(page, `[${file}]`, 'drop');
}

/**
 * Holds files over the page until it says that it takes them, as people do, and lets them go or takes them away. A page
 * that does not listen yet, or does not know who is there, would lose what is dropped on it.
 */
const holdOver = (page: Page, files: string, end: 'drop' | 'dragleave'): Promise<void> =>
  page.evaluate(`(async () => {
    const dataTransfer = new DataTransfer();
    for (const file of ${files}) dataTransfer.items.add(file);
    const tell = (type) =>
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    const until = performance.now() + 30_000;
    while (!document.querySelector('[class*=veil]')) {
      if (performance.now() > until) throw new Error('the page takes no files');
      tell('dragover');
      await new Promise((done) => setTimeout(done, 20));
    }
    tell('${end}');
  })()`);

export async function pasteText(page: Page, words: string): Promise<void> {
  await holdOver(page, makeInPage([{ name: 'held.wav', bytes: 0 }]), 'dragleave');
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(words)});
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }`);
}

/** From the disk, in place of what the browser lost; `folder` is where the file is made. */
export async function chooseAgain(page: Page, lost: string, folder: string, file: MadeFile): Promise<void> {
  const path = join(folder, file.name);
  await writeFile(path, makeWav(file.bytes));
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: new RegExp(`Choose .?${lost}`) }).click();
  await (await choosing).setFiles(path);
}

/** Uploads take as long as over a line of so many bytes a second. */
export async function throttle(page: Page, uploadThroughput: number): Promise<CDPSession> {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  const free = { offline: false, latency: 0, downloadThroughput: -1 };
  await line.send('Network.emulateNetworkConditions', { ...free, uploadThroughput });
  return line;
}

export async function unthrottle(line: CDPSession): Promise<void> {
  const free = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  await line.send('Network.emulateNetworkConditions', free);
}

/** What lies in the browser's own store of everybody's uploads, takes and parcels. */
export const countKept = (page: Page): Promise<number> => page.evaluate(inStores('count', 'readonly'));

export const forgetFiles = (page: Page): Promise<number> =>
  page.evaluate(inStores('clear', 'readwrite', ['files']));

const inStores = (
  act: 'count' | 'clear',
  mode: string,
  stores: readonly string[] = ['uploads', 'files', 'takes', 'chunks', 'parcels'],
): string => `new Promise((resolve, reject) => {
  const opening = indexedDB.open('efir', 1);
  // Nothing was kept so far: the page makes its stores when it needs them.
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onerror = () => (opening.error.name === 'AbortError' ? resolve(0) : reject(opening.error));
  opening.onsuccess = () => {
    const stores = ${JSON.stringify(stores)};
    const transaction = opening.result.transaction(stores, '${mode}');
    const requests = stores.map((store) => transaction.objectStore(store).${act}());
    transaction.oncomplete = () => {
      opening.result.close();
      resolve(requests.reduce((sum, { result }) => sum + (result ?? 0), 0));
    };
  };
})`;

/** Paths of what lies in the browser's cache, to be opened without a network. */
export const listCached = (page: Page): Promise<string[]> =>
  page.evaluate(
    `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
      .then((lists) => lists.flat().map(({ url }) => new URL(url).pathname))`,
  );

/** As a phone does: a form is sent to the address that the manifest names. */
export async function shareWith(
  page: Page,
  { file, text }: { readonly file: string; readonly text: string },
): Promise<void> {
  await page.evaluate(`{
    const form = Object.assign(document.createElement('form'), {
      action: '/share', method: 'POST', enctype: 'multipart/form-data',
    });
    const words = Object.assign(document.createElement('input'), { name: 'text', value: ${JSON.stringify(text)} });
    const files = Object.assign(document.createElement('input'), { name: 'files', type: 'file' });
    const given = new DataTransfer();
    given.items.add(${makeInPage([{ name: file, bytes: 60_000 }])}[0]);
    files.files = given.files;
    form.append(words, files);
    document.body.append(form);
    form.submit();
  }`);
  await page.waitForURL(/share/);
}

export interface Listed {
  readonly file_name: string;
  readonly bytes: number;
  readonly options: Record<string, unknown>;
}

/** As the server has them, newest first. */
export async function listRecordings({ key, url }: DashboardStack): Promise<Listed[]> {
  const answer = await fetch(`${url}/v1/recordings?limit=100`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return ((await answer.json()) as { recordings: Listed[] }).recordings;
}

export async function listUnfinished({ key, url }: DashboardStack): Promise<unknown[]> {
  const answer = await fetch(`${url}/v1/uploads`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { uploads } = (await answer.json()) as { uploads: { state: string }[] };
  return uploads.filter(({ state }) => state !== 'refused');
}

/** Waits until more than so many percent have been sent, of all or of one file. */
export async function waitForShare(page: Page, percent: number, name = ''): Promise<void> {
  const bar = page.getByRole('progressbar', { name: name }).last();
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow').catch(() => '0')), {
      timeout: 60_000,
      interval: 50,
    })
    .toBeGreaterThan(percent);
}

/** Seconds of the sound that the page offers to hear. */
export const readLength = (page: Page): Promise<number> =>
  page.evaluate(
    `(() => { const { duration = 0 } = document.querySelector('audio') ?? {}; return Number.isFinite(duration) ? duration : 0; })()`,
  );

/** Waits until the clock of what is being recorded shows so many seconds or more. */
export async function waitForTime(page: Page, seconds: number): Promise<void> {
  const read = async () => /(\d+):(\d\d)/.exec((await page.getByRole('timer').textContent()) ?? '');
  await expect
    .poll(async () => {
      const [, minutes, rest] = (await read()) ?? [];
      return Number(minutes) * 60 + Number(rest);
    })
    .toBeGreaterThanOrEqual(seconds);
}

/** Begins to record from the microphone. */
export async function record(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Other ways in' }).click();
  await page.getByRole('menuitem', { name: 'Record' }).click();
}

export interface ForeignServer {
  readonly url: string;
  close(): void;
}

/** A server of others that has a recording at one path. */
export async function serveRecording(path: string): Promise<ForeignServer> {
  const body = makeWav(200_000);
  const server = createServer((request, response) => {
    if (request.url === path) response.end(body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export async function signIn(
  page: Page,
  person: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.getByLabel(/^(E-mail|Электронная почта)$/).fill(person.email);
  await page.locator('input[name=password]').fill(person.password);
  await page.getByRole('button', { name: /^(Sign in|Войти)$/ }).click();
}
