import { afterEach, expect, it } from 'vitest';
import { makeSamples, speech } from '../../test/support/audio.ts';
import type { FromHost, ToHost } from './protocol.ts';
import { startSession } from './session.ts';

const samples = makeSamples([speech(1)]);
const said: FromHost[] = [];
afterEach(() => void said.splice(0));

function ask(id: number, input = samples): ToHost {
  return { type: 'ask', id, question: 'recognise', input: { samples: input, options: { language: 'en' } } };
}

/** The host's side in this process: what it says is collected, and the end is a flag. */
function start() {
  const state = { ended: false };
  const session = startSession(
    (message) => void said.push(message),
    () => {
      state.ended = true;
    },
  );
  return { session, state };
}

async function load(session: ReturnType<typeof start>['session'], model: string): Promise<void> {
  session.take({
    type: 'load',
    load: { kind: 'speech-engine', name: 'scripted', settings: { model, threads: 1, extra: {} } },
  });
  await expect.poll(() => said.length).toBe(1);
}

it('loads, recognises, and ends', async () => {
  const { session, state } = start();
  await load(session, 'default');
  session.take(ask(7));
  await expect.poll(() => said[1]).toMatchObject({ type: 'answered', id: 7 });
  session.take({ type: 'close' });
  await expect.poll(() => state.ended).toBe(true);
});

it('refuses an engine and a model that there are not', async () => {
  const { session } = start();
  session.take({
    type: 'load',
    load: { kind: 'speech-engine', name: 'nothing', settings: { model: 'x', threads: 1, extra: {} } },
  });
  await expect.poll(() => said[0]).toMatchObject({ type: 'refused', error: { code: 'engine-unknown' } });
  session.take({
    type: 'load',
    load: { kind: 'speech-engine', name: 'scripted', settings: { model: 'x', threads: 1, extra: {} } },
  });
  await expect.poll(() => said[1]).toMatchObject({ type: 'refused', error: { code: 'model-missing' } });
  session.take(ask(1));
  await expect.poll(() => said[2]).toMatchObject({ type: 'failed', error: { code: 'engine-failed' } });
});

it('gives a piece up when it is told to, and every piece when it closes', async () => {
  const { session } = start();
  await load(session, 'slow');
  session.take(ask(1));
  session.take({ type: 'cancel', id: 1 });
  await expect.poll(() => said[1]).toMatchObject({ type: 'failed', id: 1, error: { code: 'cancelled' } });
  session.take({ type: 'cancel', id: 99 });
  session.take(ask(2));
  session.take({ type: 'close' });
  await expect.poll(() => said[2]).toMatchObject({ type: 'failed', id: 2, error: { code: 'cancelled' } });
});

it('answers an empty piece without the engine, and refuses one that is too long', async () => {
  const { session } = start();
  await load(session, 'fail');
  session.take(ask(1, new Float32Array(0)));
  await expect.poll(() => said[1]).toEqual({ type: 'answered', id: 1, output: { text: '', words: [] } });
  session.take(ask(2, new Float32Array(16_000 * 31)));
  await expect.poll(() => said[2]).toMatchObject({ type: 'failed', error: { code: 'engine-failed' } });
});
