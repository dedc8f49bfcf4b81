import fc from 'fast-check';
import { Pool } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../support/api.ts';
import { happen, talkStory, uploadRecording } from '../support/recordings.ts';
import { type ApiDescription, type Operation, readDescription } from './description.ts';
import { arbitraryRequest, type FuzzRequest, type KnownIds } from './requests.ts';

/*
 * Every operation of the API's own description, asked rightly, wrongly and maliciously: no answer is a fault of ours
 * (5xx), none is late, and each is as the description says.
 */
const requests = 6_000;
const answerLimit = 20_000;

let door: TestApi;
let description: ApiDescription;
let ids: KnownIds;
let pool: Pool;

beforeAll(async () => {
  door = await startTestApi();
  pool = new Pool(door.api.url, { connections: 4 });
  description = readDescription(JSON.parse(await (await door.fetch('/openapi.json')).text()));
  ids = await makeThings();
}, 60_000);
afterAll(async () => {
  await pool.close();
  await door.close();
});

test('no request brings a 5xx, a hang or an answer that is not described', { timeout: 600_000 }, async () => {
  const { operations } = description;
  expect(operations.length).toBeGreaterThan(12);
  expectDescriptionToBeHeld();
  const statuses = new Map<number, number>();
  for (const operation of operations) {
    const options = { key: door.key, ids };
    await fc.assert(
      fc.asyncProperty(arbitraryRequest(description, operation, options), async (request) => {
        const status = await askAndJudge(operation, request);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }),
      { numRuns: Math.ceil(requests / operations.length), endOnFailure: true },
    );
  }
  const asked = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${asked} requests to ${operations.length} operations:`,
    Object.fromEntries([...statuses].sort()),
  );
  expect(asked).toBeGreaterThanOrEqual(5_000);
  expect(statuses.get(200) ?? 0, 'some requests must be right').toBeGreaterThan(asked / 50);
});

/** An answer that is not as described is noticed at all. */
function expectDescriptionToBeHeld(): void {
  const list = description.operations.find(
    ({ path, method }) => `${method} ${path}` === 'get /v1/recordings',
  );
  const answer = { status: 200, type: 'application/json', text: '{"recordings": 1}' };
  expect(list && description.findFault(list, answer)).toBeTruthy();
}

/** A tenant with something of everything, and another tenant with a recording. */
async function makeThings(): Promise<KnownIds> {
  const own = [];
  for (let number = 0; number < 3; number += 1) own.push((await uploadRecording(door)).id);
  await happen(door, own[0] ?? '', talkStory);
  const stranger = await door.createKey(await door.db.createTenant('a stranger'));
  const foreign = [(await uploadRecording(door, { key: stranger })).id];
  const tasks = await door.db.query<{ id: string }>('select id from tasks where tenant_id = $1', [
    door.tenantId,
  ]);
  return { own: [...own, ...tasks.map(({ id }) => id)], foreign };
}

async function askAndJudge(operation: Operation, request: FuzzRequest): Promise<number> {
  const answer = await ask(request);
  const { status } = answer;
  if (status >= 500) throw new Error(`${status}: ${answer.text}`);
  const fault = description.findFault(operation, answer);
  if (fault !== undefined) throw new Error(`${status} ${fault}: ${answer.text.slice(0, 500)}`);
  return status;
}

/** A stream of events has no end: what came until then is enough. */
async function ask({ method, path, headers, body }: FuzzRequest) {
  const late = AbortSignal.timeout(answerLimit);
  const answer = await pool.request({
    method: method as 'GET',
    path,
    headers,
    body: body ?? null,
    signal: late,
  });
  const type = String(answer.headers['content-type'] ?? '');
  if (type.startsWith('text/event-stream')) {
    answer.body.destroy();
    answer.body.on('error', () => {});
    return { status: answer.statusCode, type, text: '' };
  }
  return { status: answer.statusCode, type, text: await answer.body.text() };
}
