// Draws the icons of the installed dashboard from `public/assets/icon.svg`:
//
//   node web/draw-icons.ts

import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const folder = new URL('public/assets/', import.meta.url);
const svg = readFileSync(new URL('icon.svg', folder), 'utf8');
/** Systems cut a maskable icon to any form: it has no corners of its own, and its sign stands in the middle. */
const full = svg
  .replace('rx="8"', '')
  .replace('viewBox="0 0 32 32"', 'viewBox="-3 -3 38 38"')
  .replace('<rect width="32" height="32"', '<rect x="-3" y="-3" width="38" height="38"');

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
});
const page = await browser.newPage();
for (const [name, size, drawing] of [
  ['icon-192', 192, svg],
  ['icon-512', 512, svg],
  ['icon-180', 180, full],
  ['icon-masked-512', 512, full],
] as const) {
  await page.setViewportSize({ width: size, height: size });
  const style = '<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>';
  await page.setContent(style + drawing);
  writeFileSync(new URL(`${name}.png`, folder), await page.screenshot({ omitBackground: true }));
}
await browser.close();
