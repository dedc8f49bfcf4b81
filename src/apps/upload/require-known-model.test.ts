import { expect, test } from 'vitest';
import { makeRecording, startTestApi } from '../../../test/support/api.ts';
import type { ErrorBody } from '../api/schemas/error.ts';

test('a model that no worker can know is refused at the door', async () => {
  const own = await startTestApi({ config: { engine: 'auto', brokerUrl: 'inprocess:' } });
  try {
    const ask = (model: string) =>
      own.fetch(`/v1/recordings?model=${model}`, { key: own.key, method: 'POST', body: makeRecording() });
    const answer = await ask('gigantic');
    expect([answer.status, ((await answer.json()) as ErrorBody).error.code]).toEqual([422, 'model-unknown']);
    expect((await own.listBlobFiles()).length).toBe(0);
    // That is in the catalogue and may come, and pocketsphinx brings its own.
    for (const model of ['whisper-tiny', 'en-us']) expect((await ask(model)).status).toBe(202);
  } finally {
    await own.close();
  }
});
