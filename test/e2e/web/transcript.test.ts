import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runFfmpeg } from '../../support/audio.ts';
import {
  forgive,
  isWithin,
  openBrowser,
  shoot,
  smallPhone,
  type TestBrowser,
} from '../../support/browser.ts';
import { findBarriers } from '../../support/dashboard.ts';
import { startTalk, type Talk } from '../../support/edited-talk.ts';

/* Working on a transcript: alone and with others, by mouse and by keys alone, and looking on. */
const hostile = '<img src=x onerror=alert(1)> \u202Eзадом наперёд\u202C 😀 שלום';

let talk: Talk;
let boris: string;
let id: string;

beforeAll(async () => {
  talk = await startTalk();
  boris = await talk.addPerson('Борис 🎧', 'member');
  id = await talk.addTalk('Planning.wav');
}, 200_000);
afterAll(() => talk?.close());

const textOf = (page: Page) => page.getByRole('region', { name: 'Transcript' });
const row = (page: Page, place: number) => textOf(page).locator(`[data-index="${place}"]`);
const open = (browser: TestBrowser, cookie: string, recording = id) =>
  talk.open(browser, cookie, `/recordings/${recording}`);
/** Words as the page says them: values in sentences stand between marks that keep their direction to themselves. */
const said = (words: string) => new RegExp(words.split(' ').join('[\\s\\u2068\\u2069]+'));
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const notice = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const speakerOf = async (index: number) =>
  (
    await talk.db.query<{ speaker: string }>(
      'select speaker from segments where recording_id = $1 and index = $2',
      [id, index],
    )
  )[0]?.speaker;

async function correct(page: Page, place: number, words: string): Promise<void> {
  await row(page, place)
    .getByRole('button', { name: /^Correct/ })
    .click();
  await page.getByLabel('What is said', { exact: true }).fill(words);
  await press(page, 'Control+Enter');
}

describe('two people at one transcript', () => {
  test('see each other’s corrections as they come, lose nothing, and each undo their own', async () => {
    await using annas = await openBrowser();
    await using boriss = await openBrowser();
    const anna = await open(annas, talk.anna);
    const boria = await open(boriss, boris);
    await row(boria, 0).waitFor();

    await correct(anna, 0, `Good morning ${hostile}`);
    await row(boria, 0).getByText('Good morning <img src=x').waitFor();
    await row(boria, 0).getByText(said('Just changed by Anna Petrova')).waitFor();

    // Writing goes on undisturbed while another row changes, and sees the change of its own.
    await row(boria, 1)
      .getByRole('button', { name: /^Correct/ })
      .click();
    const field = boria.getByLabel('What is said', { exact: true });
    await field.fill('Thoughts of Boris');
    await correct(anna, 2, 'Third passage');
    await row(boria, 2).getByText('Third passage').waitFor();
    expect(await field.inputValue()).toBe('Thoughts of Boris');
    await correct(anna, 1, 'Thoughts of Anna');
    await boria.getByText('Somebody changed this meanwhile').waitFor();
    await boria.getByRole('alert').getByText('Anna Petrova').waitFor();
    await field.focus();
    // The first time what another wrote is read, not written over.
    await press(boria, 'Control+Enter');
    expect(await findBarriers(boria)).toEqual([]);
    await shoot(boria, 'transcript-overtaken');
    await press(boria, 'Enter');
    await row(anna, 1).getByText('Thoughts of Boris').waitFor();

    // Anna's change of that passage cannot be undone any more without undoing Boris'; her others can.
    await press(anna, 'Control+z');
    await press(anna, 'Control+z');
    await notice(anna, /was changed again since/);
    forgive(annas, /409/);
    for (const page of [anna, boria])
      await row(page, 2).getByText('Third passage').waitFor({ state: 'detached' });
    await press(anna, 'Control+Shift+z');
    await row(boria, 2).getByText('Third passage').waitFor();
    await row(anna, 1).getByText('Thoughts of Boris').waitFor();

    await anna.getByRole('button', { name: 'Changes' }).click();
    const panel = anna.getByRole('complementary', { name: 'Changes' });
    await panel.getByText('Борис 🎧').first().waitFor();
    await panel.locator('del').first().waitFor();
    expect(await findBarriers(anna)).toEqual([]);
    await shoot(anna, 'transcript-versions');
    await panel.getByRole('button', { name: 'Go back to this' }).last().click();
    await anna.getByRole('dialog').getByRole('button', { name: 'Go back to this' }).click();
    await row(boria, 0).getByText('Good morning').waitFor({ state: 'detached' });
    await panel.getByText(said('Went back to version 1')).waitFor();
    await panel.getByRole('button', { name: 'Undo this' }).first().click();
    await row(boria, 0).getByText('Good morning').waitFor();
  }, 120_000);

  test('name, tell apart and unite speakers, and notice each other', async () => {
    await using annas = await openBrowser();
    await using boriss = await openBrowser();
    const anna = await open(annas, talk.anna);
    const boria = await open(boriss, boris);
    const chip = (page: Page, name: string) =>
      page.getByRole('list', { name: 'Who speaks' }).getByRole('button', { name: said(name) });
    await chip(boria, 'Speaker 1').click();
    await boria.getByLabel('Name', { exact: true }).fill('Maria');
    await chip(anna, 'Speaker 1').click();
    await anna.getByLabel('Name', { exact: true }).fill('Marta');
    await anna.getByRole('button', { name: 'Save' }).click();
    await boria.getByText(/called them “\u2068?Marta/).waitFor();
    expect(await findBarriers(boria)).toEqual([]);
    await shoot(boria, 'transcript-speaker-overtaken');
    await boria.getByRole('button', { name: 'Save mine' }).click();
    await chip(anna, 'Maria').waitFor();

    // A stretch of passages is somebody else's.
    await row(anna, 3)
      .getByRole('button', { name: /^What to do/ })
      .click();
    await anna.getByRole('menuitem', { name: 'Choose, to say who speaks' }).click();
    await row(anna, 5)
      .getByRole('button', { name: /^Play from/ })
      .click({ modifiers: ['Shift'] });
    await anna.getByText(said('3 passages chosen')).waitFor();
    expect(await findBarriers(anna)).toEqual([]);
    await shoot(anna, 'transcript-chosen');
    await anna.getByRole('button', { name: 'Said by…' }).click();
    await anna.getByRole('menuitem', { name: 'Another speaker' }).click();
    await chip(boria, 'Speaker 3').waitFor();
    expect([await speakerOf(3), await speakerOf(5), await speakerOf(6)]).toEqual(['S3', 'S3', 'S2']);

    await chip(anna, 'Speaker 3').click();
    await anna.getByLabel('The same person as').selectOption('S1');
    await shoot(anna, 'transcript-speaker');
    await anna.getByRole('button', { name: 'Make one of both' }).click();
    await chip(boria, 'Speaker 3').waitFor({ state: 'detached' });
    expect(await speakerOf(4)).toBe('S1');
    await anna.getByRole('button', { name: 'Undo my last change' }).click();
    await chip(boria, 'Speaker 3').waitFor();
  }, 120_000);
});

describe('by keys alone', () => {
  test('one plays, steps, finds, corrects, confirms, highlights, notes and chooses', async () => {
    await talk.db.query(
      `update segments set words = jsonb_set(words, '{1,confidence}', '0.2') where recording_id = $1 and index in (4, 6)`,
      [id],
    );
    await using browser = await openBrowser();
    const page = await open(browser, talk.anna);
    await page.getByText(said('2 doubtful words')).waitFor();
    await press(page, 'Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await press(page, 'Space', 'd', 'c');
    await page.getByText(/^\u2068?1\u2069? doubtful word$/).waitFor();
    await press(page, 'Control+z');
    await page.getByText(said('2 doubtful words')).waitFor();

    await press(page, 'Control+f');
    await page.getByRole('textbox', { name: 'Find in this transcript' }).fill('GOOD  morning');
    await page.getByRole('status').getByText(said('1 of 1')).waitFor();
    const current = page.locator('[class*=current]');
    await expect.poll(() => current.allTextContents()).toEqual(['Good', ' ', 'morning']);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'transcript-find');
    await press(page, 'Escape');

    await press(page, 'Shift+ArrowRight', 'h');
    await page.getByRole('button', { name: /Highlights \(.?1/ }).waitFor();
    await press(page, 'm');
    const panel = page.getByRole('complementary', { name: 'Highlights and notes' });
    await panel.getByRole('button', { name: 'Write a note' }).click();
    await panel.getByLabel('Note', { exact: true }).fill(`Ask again\n${hostile}`);
    await press(page, 'Control+Enter');
    await panel.getByText('Ask again').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'transcript-highlights');
    await press(page, 'm', 'x', 'Shift+ArrowRight', 'Shift+X');
    await page.getByText(said('2 passages chosen')).waitFor();
    await page.getByRole('button', { name: 'Choose nothing' }).click();

    // What is too long is refused at once, and what was there stays.
    await press(page, 'e');
    const field = page.getByLabel('What is said', { exact: true });
    const before = await field.inputValue();
    await field.fill('x'.repeat(10_000_000));
    await page.getByText('That is too long for one passage').waitFor();
    await expect.poll(() => field.inputValue()).toBe(before);
    await press(page, 'Escape');
    await field.waitFor({ state: 'detached' });
  }, 120_000);

  test('marked words are highlighted, and what was not saved is still there after a reload', async () => {
    await using browser = await openBrowser();
    const page = await open(browser, talk.anna);
    const word = row(page, 6).locator('[data-start]').nth(2);
    await word.waitFor();
    await word.dblclick();
    await page.getByRole('toolbar', { name: 'Words that you marked' }).waitFor();
    await shoot(page, 'transcript-marked');
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    await page.getByRole('complementary').getByLabel('Note', { exact: true }).fill('From a mark');
    await page.getByRole('complementary').getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => row(page, 6).locator('[data-highlight]').count()).toBe(1);
    await row(page, 5)
      .getByRole('button', { name: /^Correct/ })
      .click();
    await page.getByLabel('What is said', { exact: true }).fill('Half a thought');
    await page.reload();
    await page.getByRole('button', { name: 'Not saved: go on writing' }).click();
    const words = page.getByLabel('What is said', { exact: true });
    await expect.poll(() => words.inputValue()).toBe('Half a thought');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Not saved').waitFor({ state: 'detached' });
  }, 120_000);
});

describe('looking on', () => {
  test('a viewer changes nothing, on a phone, in Russian and in the dark', async () => {
    const vera = await talk.addPerson('Vera', 'viewer');
    await using browser = await openBrowser(smallPhone);
    const page = await open(browser, vera);
    await page.getByRole('button', { name: 'Правки' }).click();
    await page.getByRole('complementary').getByText('Борис 🎧').first().waitFor();
    expect(await page.getByRole('button', { name: /Исправить|Отменить|Вернуть/ }).count()).toBe(0);
    await press(page, 'e', 'x', 'h');
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await isWithin(page)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'transcript-viewer-phone');
  }, 60_000);

  test('a film shows its picture, with what is said on it', async () => {
    const path = join(talk.stack.folder, 'film.webm');
    await runFfmpeg(
      ...[
        '-f',
        'lavfi',
        '-i',
        'testsrc=size=320x180:rate=10:duration=6',
        '-i',
        join(talk.stack.folder, 'talk.wav'),
      ],
      ...['-t', '6', '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus', path],
    );
    const film = await talk.add(path, 'Film.webm');
    await using browser = await openBrowser();
    const page = await open(browser, talk.anna, film);
    const stage = page.getByRole('region', { name: 'Picture' });
    await stage.getByRole('button', { name: 'Show what is said' }).click();
    await expect
      .poll(() => page.evaluate('document.querySelector("video")?.textTracks[0]?.cues?.length ?? 0'))
      .toBeGreaterThan(0);
    await page.getByText('Where somebody speaks').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'transcript-film');
    await stage.getByRole('button', { name: 'Hide the picture' }).click();
    await page.getByRole('button', { name: 'Show the picture' }).waitFor();

    // Deleted by somebody else while it is open.
    await talk.ask(`/v1/recordings/${film}`, { method: 'DELETE' });
    await page.getByText('This recording was deleted while it was open.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  }, 120_000);
});
