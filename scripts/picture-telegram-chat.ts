import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg, writeWav } from '../test/support/audio.ts';
import { openBrowser } from '../test/support/browser.ts';
import { speakText } from '../test/support/spoken.ts';
import { startSandboxCommand } from '../test/support/telegram/sandbox-command.ts';

/*
 * Takes the picture of the chat for the README from a real run: `node scripts/picture-telegram-chat.ts`. A synthetic voice
 * says what pocketsphinx, which needs no model from elsewhere, understands well. Needs ffmpeg, pocketsphinx, Chromium
 * and a font with emoji (fonts-noto-color-emoji).
 */
const target = new URL('../docs/pictures/telegram-chat.png', import.meta.url).pathname;
const said =
  'We have to talk about the house. The water is cold and the door is open all day. Please bring the report and the plan on Monday. There will be some rain on Sunday.';
const longestWait = 120_000;

await using room = await startSandboxCommand({ engine: 'pocketsphinx' });
const wav = join(room.folder, 'voice.wav');
const voice = join(room.folder, 'voice.ogg');
await writeWav(wav, await speakText(said));
await runFfmpeg('-i', wav, '-c:a', 'libopus', '-b:a', '128k', voice);

await using browser = await openBrowser({ size: { width: 520, height: 800 }, scale: 2 });
const page = await browser.open(room.url);
await page.setInputFiles('#file', voice);
await page.locator('#attached li').waitFor();
await page.getByRole('button', { name: 'Send', exact: true }).click();
const answer = page.locator('.message[data-kind="bot"]').first();
await answer.getByRole('button', { name: 'TXT' }).waitFor({ timeout: longestWait });
await answer.getByRole('button', { name: 'TXT' }).click();
await page.locator('.document a').waitFor({ timeout: longestWait });
// The toast fades, and nothing is to look pressed.
await page.mouse.move(0, 0);
await page.locator('#toast:not(.shown)').waitFor({ state: 'attached' });
await page.evaluate('document.activeElement.blur()');
await page.waitForTimeout(500);
await mkdir(new URL('.', `file://${target}`), { recursive: true });
const whole = join(room.folder, 'whole.png');
await page.screenshot({ path: whole });
// Few colours make a small file, and text stays as crisp as it is.
await runFfmpeg('-i', whole, '-vf', 'split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none', target);
console.log(`${target}: ${Math.ceil((await stat(target)).size / 1000)} kB`);
