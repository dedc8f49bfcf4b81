// For test files about the sandbox itself: one for the file, without refusals for speed, with a person who wrote to its bot,
// and grammY as the bot. All that it answered is held to the types of the Bot API in the end.

import { Api } from 'grammy';
import { afterAll, beforeAll, expect } from 'vitest';
import { judgeShapes } from './judge-shapes.ts';
import { type Person, type Sandbox, startSandbox } from './start-sandbox.ts';

export interface SandboxStage {
  readonly telegram: Sandbox;
  readonly ann: Person;
  readonly api: Api;
}

/** To be called at the top of a test file; `opened` gets what is there within tests. */
export function setSandboxStage(opened: (stage: SandboxStage) => void): void {
  let telegram: Sandbox | undefined;
  beforeAll(async () => {
    telegram = await startSandbox({ limits: { refuse: false } });
    const api = new Api(telegram.token, { apiRoot: telegram.url });
    const ann = await telegram.person('Ann');
    await ann.sendText('hello');
    opened({ telegram, ann, api });
  });
  afterAll(async () => {
    expect(await judgeShapes((await telegram?.journal()) ?? [])).toEqual([]);
    await telegram?.close();
  });
}
