import type { Page } from 'playwright-core';
import type { Demo } from './fill-demo.ts';

export interface ShownPage {
  readonly name: string;
  readonly path: string;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** As long as it is, not as much as fits the window. */
  readonly whole?: boolean;
  readonly signedOut?: boolean;
}

/** Before there is anybody. */
export const setupPage: ShownPage = { name: 'setup', path: '/setup', signedOut: true };

/** Before there is anything. */
export const emptyPage: ShownPage = { name: 'recordings-empty', path: '/recordings' };

/** Every other page, in the order in which a person meets them. */
export function listPages(demo: Demo): ShownPage[] {
  const transcript = `/recordings/${demo.planning}`;
  const settings = ['profile', 'account', 'members', 'keys', 'vocabulary', 'voices', 'models', 'retention'];
  return [
    { name: 'sign-in', path: '/sign-in', signedOut: true },
    { name: 'invitation', path: demo.invitationPath, signedOut: true },
    { name: 'share', path: demo.sharePath, signedOut: true },
    { name: 'recordings', path: '/recordings' },
    { name: 'recordings-chosen', path: '/recordings', act: choose },
    { name: 'transcript', path: transcript },
    { name: 'transcript-russian', path: `/recordings/${demo.interview}` },
    { name: 'transcript-changes', path: transcript, act: (page) => page.keyboard.press('v') },
    { name: 'transcript-share', path: transcript, act: openShares },
    { name: 'transcript-failed', path: `/recordings/${demo.failed}` },
    { name: 'search', path: '/search?q=names OR music OR ошибся' },
    { name: 'commands', path: '/recordings', act: (page) => page.keyboard.press('Control+k') },
    { name: 'keys', path: transcript, act: (page) => page.keyboard.press('Shift+Slash') },
    { name: 'work', path: '/work' },
    { name: 'work-failed', path: '/work?tab=failed' },
    { name: 'work-workers', path: '/work?tab=workers' },
    ...[...settings, 'telegram', 'webhooks'].map((section) => ({
      name: `settings-${section}`,
      path: `/settings/${section}`,
      whole: true,
    })),
    { name: 'settings-webhook', path: `/settings/webhooks/${demo.webhook}`, whole: true },
    { name: 'unknown', path: '/nowhere' },
  ];
}

async function choose(page: Page): Promise<void> {
  const boxes = page.locator('main li input[type=checkbox]');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.mouse.move(0, 0);
}

const openShares = (page: Page) => page.getByRole('button', { name: /^(Share|Поделиться)$/ }).click();
