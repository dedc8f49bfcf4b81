// A finished talk in the dashboard of a test, and people who work on it:
//
//   const talk = await startTalk();
//   const page = await talk.open(browser, talk.anna);

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import type { TenantId } from '../../src/core/ids.ts';
import type { Rank } from '../../src/domain/identity/index.ts';
import { makeSamples, silence, speech, writeWav } from './audio.ts';
import type { TestBrowser } from './browser.ts';
import { type DashboardStack, openAs, setUpFirst, startDashboard } from './dashboard.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { createUser, signIn } from './people.ts';

export interface Talk {
  readonly stack: DashboardStack;
  readonly db: TestDatabase;
  /** Session cookie of the first person. */
  readonly anna: string;
  addPerson(name: string, rank: Rank): Promise<string>;
  /** A request with the key of the installation. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a file in and waits until it is a transcript. */
  add(path: string, name: string): Promise<string>;
  /** A talk of eight passages: the first three said by S1, the others by S2, each word certain. */
  addTalk(name: string): Promise<string>;
  open(browser: TestBrowser, cookie: string, path: string): Promise<Page>;
  close(): Promise<void>;
}

export async function startTalk(): Promise<Talk> {
  const db = await createTestDatabase();
  const stack = await startDashboard({
    ...{ DATABASE_URL: db.url, DATABASE_MIGRATION_URL: db.migrationUrl },
  }).catch(async (thrown: unknown) => {
    await db.close();
    throw thrown;
  });
  const anna = await setUpFirst(stack, {
    name: 'Anna Petrova',
    email: 'anna@example.com',
    password: 'correct horse battery',
  });
  const [tenant] = await db.query<{ tenant_id: TenantId }>(
    "select tenant_id from memberships where rank = 'owner'",
  );
  const ask: Talk['ask'] = async (path, init = {}) => {
    const json = typeof init.body === 'string' ? { 'content-type': 'application/json' } : {};
    const answer = await fetch(`${stack.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${stack.key}`, ...json },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const add: Talk['add'] = async (path, name) => {
    const form = new FormData();
    form.set('file', new Blob([await readFile(path)]), name);
    const { id } = (await (await ask('/v1/recordings', { method: 'POST', body: form })).json()) as {
      id: string;
    };
    await vi.waitFor(
      async () => {
        const { state } = (await (await ask(`/v1/recordings/${id}`)).json()) as { state: string };
        if (state !== 'succeeded') throw new Error(`still ${state}`);
      },
      { timeout: 60_000, interval: 100 },
    );
    return id;
  };
  return {
    ...{ stack, db, anna, ask, add },
    addPerson: async (name, rank) =>
      signIn(db, await createUser(db, { tenantId: tenant?.tenant_id as TenantId, rank, name })),
    async addTalk(name) {
      const path = join(stack.folder, 'talk.wav');
      const parts = Array.from({ length: 8 }, (_, part) => [speech(3.2, 0.1 + part * 0.03), silence(1.2)]);
      await writeWav(path, makeSamples(parts.flat()));
      const id = await add(path, name);
      await db.query(
        `update segments set speaker = case when index < 3 then 'S1' else 'S2' end, words = (
           select jsonb_agg(jsonb_set(word, '{confidence}', '0.95')) from jsonb_array_elements(words) as word)
         where recording_id = $1`,
        [id],
      );
      return id;
    },
    open: (browser, cookie, path) => openAs(browser, stack, cookie, path),
    async close() {
      await stack.close();
      await db.close();
    },
  };
}
