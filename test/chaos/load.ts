import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from '../../src/core/time.ts';
import { makeSamples, silence, speech, writeWav } from '../support/audio.ts';
import type { Installation } from '../support/installation.ts';

/** A file of a known number of pieces. */
export interface Sample {
  readonly name: string;
  readonly path: string;
}

/** Stretches of 22 s with a pause between become a piece each. */
const pieceCounts = [1, 2, 3, 5];

export async function makeSampleFiles(folder: string): Promise<Sample[]> {
  const files: Sample[] = [];
  for (const pieces of pieceCounts) {
    const name = `pieces-${pieces}.wav`;
    const path = join(folder, name);
    const sounds = Array.from({ length: pieces }, (_, piece) => [speech(22, 0.2 + piece / 20), silence(1.5)]);
    await writeWav(path, makeSamples(sounds.flat()));
    files.push({ name, path });
  }
  return files;
}

/**
 * Sends a recording in as a stubborn client does: again, with the same key, until it is taken. Answers with its id.
 * Rejects when a minute was not enough, or with an answer that no repeating mends.
 */
export async function sendIn(
  installation: Installation,
  sample: Sample,
  idempotencyKey: string,
): Promise<string> {
  const body = await readFile(sample.path);
  const callback = installation.webhooks.url;
  // The scripted words are of no language: which one they are taken for is not the matter here.
  const options = { language: 'en', diarize: 'true' };
  const query = new URLSearchParams({ file_name: sample.name, callback_url: callback, ...options });
  const until = Date.now() + 60_000;
  for (;;) {
    const answer = await request(installation, `/v1/recordings?${query}`, {
      method: 'POST',
      headers: { 'idempotency-key': idempotencyKey, 'content-type': 'application/octet-stream' },
      body,
    });
    if (answer?.status === 202) return ((await answer.json()) as { id: string }).id;
    if (answer && answer.status < 500 && answer.status !== 429) {
      throw new Error(`${sample.name} was refused: ${answer.status} ${await answer.text()}`);
    }
    if (Date.now() > until) throw new Error(`${sample.name} was not taken in within a minute`);
    await sleep(200);
  }
}

/** Waits for the end of a recording, through whatever happens; answers with its state. */
export async function waitForEnd(installation: Installation, id: string, seconds: number): Promise<string> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await request(installation, `/v1/recordings/${id}`);
    const state = answer?.status === 200 ? ((await answer.json()) as { state: string }).state : 'unknown';
    if (state === 'succeeded' || state === 'failed' || state === 'cancelled') return state;
    if (Date.now() > until) return state;
    await sleep(250);
  }
}

/** The words and times, without what may differ between two runs. */
export async function readTranscript(installation: Installation, id: string): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await request(installation, `/v1/recordings/${id}/transcript?format=json`);
    if (answer?.status === 200) {
      const { segments } = (await answer.json()) as { segments: unknown };
      return JSON.stringify(segments);
    }
    await sleep(200);
  }
  return 'no transcript';
}

/** Undefined when there was no answer. */
export async function request(
  { url, key }: Installation,
  path: string,
  init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Response | undefined> {
  return fetch(new URL(path, url), {
    ...init,
    headers: { authorization: `Bearer ${key}`, ...init.headers },
    signal: AbortSignal.timeout(15_000),
  }).catch(() => undefined);
}
