import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeRecording, standardConfig, startTestApi } from '../../../test/support/api.ts';
import { uploadRecording } from '../../../test/support/recordings.ts';
import { ask, standardServer } from '../../../test/support/transcribe-server.ts';
import { silentLogger } from '../../core/logger.ts';
import { getTexts } from '../../texts/texts.ts';
import type { ErrorBody } from '../api/schemas/error.ts';
import { openDoorDesk } from '../transcribe-server/door-desk.ts';
import { startTranscribeServer } from '../transcribe-server/start-transcribe-server.ts';
import { describeKnownModels, requireKnownModel } from './require-known-model.ts';

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

test('and at the doors of calls and of the transcription server', async () => {
  const root = await mkdtemp(join(tmpdir(), 'efir-models-'));
  const config = { engine: 'auto', brokerUrl: 'inprocess:', sharedRoot: root } as const;
  const own = await startTestApi({ config });
  const config2 = { ...standardConfig, ...config, model: 'auto' };
  const known = describeKnownModels(config2);
  const server = await startTranscribeServer({
    ...standardServer,
    offered: known.engines,
    requireModel: (options) => requireKnownModel(known, options),
    guard: { key: undefined },
    desk: openDoorDesk({
      ...{ database: own.db.database, ports: { blobs: own.blobs }, rules: [own.rules], countEnd: () => {} },
      ...{
        tenantId: own.tenantId,
        results: { folder: root, keep: 3600 },
        capacity: 10,
        maxFileSize: 1_000_000,
      },
      ...{ engine: 'auto', model: 'auto', texts: getTexts('en'), logger: silentLogger },
    }),
  });
  try {
    const { id } = await uploadRecording(own);
    const call = async (model: string) => {
      const params = { recording_id: id, options: { model } };
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'media.transcribe', params });
      const headers = { 'content-type': 'application/json' };
      const answer = await own.fetch('/rpc', { key: own.key, method: 'POST', body, headers });
      return ((await answer.json()) as { error?: { data: { code: string } } }).error?.data.code;
    };
    const send = async (model: string) => {
      const answer = await ask(server.url).post({ file: new Blob([makeRecording()]), model });
      return answer.ok ? undefined : ((await answer.json()) as ErrorBody).error.code;
    };
    const before = (await own.listBlobFiles()).length;
    expect([await call('gigantic'), await send('gigantic')]).toEqual(['model-unknown', 'model-unknown']);
    expect((await own.listBlobFiles()).length).toBe(before);
    expect([await call('whisper-tiny'), await send('en-us')]).toEqual([undefined, undefined]);
    // Workers elsewhere may know what we do not.
    const elsewhere = describeKnownModels({ ...config2, brokerUrl: 'amqp://127.0.0.1' });
    expect(await requireKnownModel(elsewhere, { model: 'gigantic' })).toEqual({ model: 'gigantic' });
  } finally {
    await server.close();
    await own.close();
    await rm(root, { recursive: true });
  }
});
