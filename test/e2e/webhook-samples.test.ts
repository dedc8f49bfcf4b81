import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createSigningSecret,
  signMessage,
  writeSecretText,
} from '../../src/domain/delivery/signing-secret.ts';

/*
 * What docs/webhooks.md tells receivers to do, done: each sample has to know what is signed from what is not.
 */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-samples-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function readSample(language: string): Promise<string> {
  const text = await readFile('docs/webhooks.md', 'utf8');
  const [sample, ...more] = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))];
  expect(more).toEqual([]);
  const code = sample?.[1] ?? '';
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(12);
  return code;
}

const secret = createSigningSecret();
const body = '{"type":"webhook.test","words":"эфир ✓"}';
const sign = (changes: Partial<Parameters<typeof signMessage>[0]> = {}) =>
  signMessage({ id: 'one', body, secrets: [secret], ...changes });
const cases = [
  { what: 'right', right: true, headers: sign(), body },
  { what: 'two secrets', right: true, headers: sign({ secrets: [createSigningSecret(), secret] }), body },
  { what: 'another body', right: false, headers: sign(), body: `${body} ` },
  { what: 'another id', right: false, headers: { ...sign(), 'webhook-id': 'two' }, body },
  { what: 'another secret', right: false, headers: sign({ secrets: [createSigningSecret()] }), body },
  { what: 'old', right: false, headers: sign({ at: Date.now() - 600_000 }), body },
  { what: 'cut', right: false, headers: { ...sign(), 'webhook-signature': 'v1,AAAA' }, body },
];
const input = JSON.stringify({ secret: writeSecretText(secret), cases });
const expected = cases.map(({ what, right }) => [what, right]);

test('the sample for Node.js', async () => {
  const path = join(folder, 'sample.mjs');
  const harness = `
const { secret, cases } = JSON.parse(process.argv[2]);
const told = cases.map(({ what, headers, body }) => [what, verify(secret, headers, Buffer.from(body))]);
console.log(JSON.stringify(told));`;
  await writeFile(path, (await readSample('js')) + harness);
  const { stdout } = await promisify(execFile)(process.execPath, [path, input]);
  expect(JSON.parse(stdout)).toEqual(expected);
});

test('the sample for Python', async () => {
  const path = join(folder, 'sample.py');
  const harness = `
import json, sys
given = json.loads(sys.argv[1])
told = [[one["what"], verify(given["secret"], one["headers"], one["body"].encode())] for one in given["cases"]]
print(json.dumps(told))`;
  await writeFile(path, (await readSample('python')) + harness);
  const { stdout } = await promisify(execFile)('python3', [path, input]);
  expect(JSON.parse(stdout)).toEqual(expected);
});
