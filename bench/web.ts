// What the dashboard costs the person before it, in the system's Chromium over the whole of `efir up`: script of the first
// load, how soon a page can be used on a processor four times slower, and whether anything halts while a list of 100,000
// recordings and a transcript of five hours are scrolled, beside a list of 100 and a transcript of five minutes.
//
// "Can be used": what the page is for is there, and the last task over 50 ms before half a second of rest has ended.
// On a busy machine every figure but that of script is worse than on a calm one: a task counts the time it was not run.
//
//     ./efir bench web [--rows N] [--hours N] [--json]

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { useClient } from '../src/db/client.ts';
import { makeSamples, runFfmpeg, silence, speech, writeWav } from '../test/support/audio.ts';
import { openBrowser, type TestBrowser } from '../test/support/browser.ts';
import { type DashboardStack, startDashboard } from '../test/support/dashboard.ts';
import { openOwnDatabase } from './own-database.ts';
import { type Figure, median, report } from './report.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    hours: { type: 'string', default: '5' },
    json: { type: 'boolean' },
  },
});
const rows = Number(values.rows);
const minutes = Number(values.hours) * 60;

const slowDown = 4;
const loads = 7;
const wheels = 150;
const aims = { script: 250_000, usable: 1500, task: 50 };
const person = { name: 'Bench', email: 'bench@example.com', password: 'a bench of four words' };

/** Rows are about of one height, and the list is as high as all of them. */
const countItems = `[...document.querySelectorAll('main ul, main ol')].reduce((most, list) =>
  Math.max(most, Math.round(list.offsetHeight / (list.querySelector('li')?.offsetHeight ?? Infinity))), 0)`;

await using database = await openOwnDatabase({ fsync: 'off' });
const { folder } = database;
const stack = await startDashboard({
  DATABASE_URL: database.url,
  DATABASE_MIGRATION_URL: database.migrationUrl,
  // A hundred thousand rows are a thousand requests, sooner than any person scrolls.
  RATE_LIMIT_PER_MINUTE: '100000',
});
try {
  report('web', await measure(stack));
} finally {
  await stack.close();
}

async function measure(stack: DashboardStack): Promise<Figure[]> {
  await call(stack, '/v1/auth/setup', JSON.stringify({ code: stack.code, ...person }));
  const [short, long] = [await transcribe(stack, 5), await transcribe(stack, minutes)];
  const browser = await openBrowser();
  try {
    return await watch(browser, stack, short, long);
  } finally {
    // Said before what closing says of it, so that an error of the bench itself is not lost behind it.
    for (const complaint of browser.complaints.splice(0)) console.error(`the page complained: ${complaint}`);
    await browser.close();
  }
}

async function watch(
  browser: TestBrowser,
  stack: DashboardStack,
  short: string,
  long: string,
): Promise<Figure[]> {
  await addRecordings(100);
  const page = await browser.open(`${stack.url}/sign-in`);
  await signIn(page);
  const list = { path: '/recordings', ready: 'ul li a' };
  const text = (id: string) => ({ path: `/recordings/${id}`, ready: '[data-start]' });

  const script = await countScript(page, stack.url + list.path, list.ready);
  const words = await countScript(page, stack.url + text(short).path, text(short).ready);
  const few = await watchScrolling(browser, stack.url, { ...list, fetchAll: true });
  const brief = await watchScrolling(browser, stack.url, text(short));
  await addRecordings(rows);
  const figures = [
    judge('script of the recordings, compressed', 'kB', script / 1000, words / 1000, aims.script / 1000),
    tell('that of a transcript, with the waveform behind it', 'kB', words / 1000, script / 1000),
    await measureLoad(browser, stack.url, 'recordings', list),
    await measureLoad(browser, stack.url, 'a transcript of 5 min', text(short)),
    await measureLoad(browser, stack.url, `a transcript of ${minutes} min`, text(long)),
  ];
  const many = await watchScrolling(browser, stack.url, { ...list, fetchAll: true });
  const whole = await watchScrolling(browser, stack.url, text(long));
  return [
    ...figures,
    ...describeScrolling(`${many.items} recordings`, many, few),
    ...describeScrolling(`a transcript of ${minutes} min`, whole, brief),
  ];
}

interface Subject {
  readonly path: string;
  /** What the page is for: it can be used when the first of these is there. */
  readonly ready: string;
  /** Whether everything is to be fetched before it is scrolled. */
  readonly fetchAll?: boolean;
}

function judge(name: string, unit: string, figure: number, baseline: number, aim: number): Figure {
  return { ...tell(name, unit, figure, baseline), aim: `at most ${aim} ${unit}`, met: figure <= aim };
}

/** For whoever reads it; nothing is aimed at. */
function tell(name: string, unit: string, figure: number, baseline: number): Figure {
  return { name, unit, figure, baseline, aim: 'none', met: true };
}

async function call(stack: DashboardStack, path: string, body: string | Uint8Array<ArrayBuffer>) {
  const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
  const headers = { authorization: `Bearer ${stack.key}`, 'content-type': type };
  const response = await fetch(stack.url + path, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { id?: string };
}

/** A recording of so many minutes, as it comes out of the whole way; the scripted engine says a word in 0.4 s. */
async function transcribe(stack: DashboardStack, length: number): Promise<string> {
  const [minute, all] = [join(folder, 'minute.wav'), join(folder, `${length}.ogg`)];
  const talk = Array.from({ length: 10 }, (_, place) => [speech(5.2, 0.1 + place * 0.05), silence(0.8)]);
  await writeWav(minute, makeSamples(talk.flat()));
  const opus = join(folder, 'minute.ogg');
  await runFfmpeg('-y', '-i', minute, '-c:a', 'libopus', '-b:a', '16k', opus);
  await runFfmpeg('-y', '-stream_loop', String(length - 1), '-i', opus, '-c', 'copy', all);
  const { id = '' } = await call(stack, `/v1/recordings?file_name=${length}.ogg`, await readFile(all));
  for (;;) {
    const headers = { authorization: `Bearer ${stack.key}` };
    const answer = await fetch(`${stack.url}/v1/recordings/${id}`, { headers });
    const { error, state } = (await answer.json()) as { state: string; error: unknown };
    if (state === 'succeeded') return id;
    if (error) throw new Error(JSON.stringify(error));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Until there are so many; older than those that were made by themselves, so that these stay on top. */
function addRecordings(count: number): Promise<void> {
  return useClient(database.migrationUrl, 'efir bench', async (client) => {
    await client.query(
      `insert into recordings (tenant_id, id, state, file_name, bytes, blob_key, request_id, trace, created_at, audio_gone,
         finished_at)
       select (select tenant_id from recordings limit 1), gen_random_uuid(),
         (array['succeeded', 'failed', 'cancelled'])[1 + n % 3]::text, 'Meeting ' || n || '.ogg', n, 'bench ' || n, '', '',
         now() - interval '1 day' - n * interval '1 minute', 'expired', now()
       from generate_series((select count(*) from recordings), $1) n`,
      [count],
    );
    await client.query('analyze recordings');
  });
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(person.email);
  await page.locator('input[name=password]').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/recordings$/);
}

/** Bytes on the wire of all scripts of a page with an empty cache. */
async function countScript(page: Page, url: string, ready: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.clearBrowserCache');
  await page.goto(url);
  await page.locator(ready).first().waitFor();
  await devtools.detach();
  return page.evaluate(`performance.getEntriesByType('resource')
    .filter(({ name }) => name.endsWith('.js'))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`);
}

/** Milliseconds from asking for the page until it can be used, with an empty cache; beside the processor as it is. */
async function measureLoad(browser: TestBrowser, url: string, what: string, subject: Subject) {
  const [slow, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < loads; round += 1) {
    slow.push(await timeLoad(browser, url, subject, slowDown));
    plain.push(await timeLoad(browser, url, subject, 1));
  }
  return judge(
    `${what}, processor ${slowDown} times slower: can be used`,
    'ms',
    median(slow),
    median(plain),
    aims.usable,
  );
}

async function timeLoad(browser: TestBrowser, url: string, subject: Subject, rate: number): Promise<number> {
  const page = await browser.open('about:blank');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.clearBrowserCache');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
  await page.addInitScript(`
    window.halts = [];
    new PerformanceObserver((list) => window.halts.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });
    window.there = new Promise((resolve) => {
      const look = () => document.querySelector(${JSON.stringify(subject.ready)}) ? resolve(performance.now())
        : requestAnimationFrame(look);
      look();
    });`);
  await page.goto(url + subject.path);
  const usable = await page.evaluate(`window.there.then(async (there) => {
    for (;;) {
      const last = Math.max(there, ...window.halts.map(({ startTime, duration }) => startTime + duration));
      const rest = last + 500 - performance.now();
      if (rest <= 0) return last;
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  })`);
  await page.close();
  return Number(usable);
}

interface Scrolled {
  /** Rows that the page holds, seen or not. */
  readonly items: number;
  /** Milliseconds of the longest task; 0 where none was over 50. */
  readonly longest: number;
  /** Milliseconds between frames, of 100 the 95th. */
  readonly frame: number;
}

/** Turns the wheel, quickly and at a few places, down and up. */
async function watchScrolling(browser: TestBrowser, url: string, subject: Subject): Promise<Scrolled> {
  const page = await browser.open(url + subject.path);
  await page.locator(subject.ready).first().waitFor();
  if (subject.fetchAll) await fetchAll(page);
  await page.waitForTimeout(1000);
  await page.evaluate(`
    window.tasks = [];
    window.frames = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type: 'longtask' });
    const note = (time) => { window.frames.push(time); requestAnimationFrame(note); };
    requestAnimationFrame(note);`);
  await page.mouse.move(500, 400);
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  for (const place of [0, 0.33, 0.66, 0.95]) {
    await page.evaluate(`window.scrollTo(0, ${height * place})`);
    for (let wheel = 0; wheel < wheels / 3; wheel += 1) {
      await page.mouse.wheel(0, wheel < wheels / 4.5 ? 240 : -240);
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => resolve()))');
    }
  }
  const found = (await page.evaluate(`({
    tasks: window.tasks,
    frames: window.frames.slice(1).map((time, place) => time - window.frames[place]),
  })`)) as { tasks: number[]; frames: number[] };
  const items = Number(await page.evaluate(countItems));
  await page.close();
  const frames = found.frames.toSorted((a, b) => a - b);
  return {
    items,
    longest: Math.max(0, ...found.tasks),
    frame: frames[Math.floor(frames.length * 0.95)] ?? 0,
  };
}

/** Scrolls to the end until nothing more comes. */
async function fetchAll(page: Page): Promise<void> {
  let [before, same] = [0, 0];
  while (same < 20) {
    await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');
    await page.waitForTimeout(50);
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
    same = height === before ? same + 1 : 0;
    before = height;
  }
}

function describeScrolling(what: string, figure: Scrolled, baseline: Scrolled): Figure[] {
  return [
    judge(`scrolling ${what}: the longest task`, 'ms', figure.longest, baseline.longest, aims.task),
    tell(`scrolling ${what}: between frames, p95`, 'ms', figure.frame, baseline.frame),
  ];
}
