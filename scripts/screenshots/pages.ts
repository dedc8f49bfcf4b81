import type { Page } from 'playwright-core';
import type { Demo } from './fill-demo.ts';

export interface ShownPage {
  readonly name: string;
  readonly path: string;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
  /** As long as it is, not as much as fits the window. */
  readonly whole?: boolean;
  readonly signedOut?: boolean;
}

export function listPages(demo: Demo): ShownPage[] {
  return [
    { name: 'sign-in', path: '/sign-in', signedOut: true },
    { name: 'recordings', path: '/recordings' },
    { name: 'transcript', path: `/recordings/${demo.planning}` },
    { name: 'transcript-interview', path: `/recordings/${demo.interview}` },
    { name: 'transcript-failed', path: `/recordings/${demo.failed}` },
  ];
}
