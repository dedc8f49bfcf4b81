import { describe, expect, it } from 'vitest';
import { createTestEngines } from '../../../../test/support/engines.ts';
import { EfirError } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import type { SpeechPiece } from '../../../ports/speech-engine.ts';
import type { Packed } from './pack.ts';
import { recognise } from './recognise.ts';

async function* stream(items: readonly Packed[], pulled: Packed[] = []) {
  for (const item of items) {
    pulled.push(item);
    yield item;
  }
}
const piece = (index: number): Packed => ({
  kind: 'piece',
  index,
  start: index * 100,
  samples: Float32Array.of(index),
  overlap: 0,
  overlapAfter: 0,
});
const silence = (until: number): Packed => ({ kind: 'silence', until });
const name = ({ samples }: SpeechPiece) => ({ text: `piece ${samples[0]}`, words: [] });
const none = { resumeFrom: 0 };

async function openEngine(options: Parameters<typeof createTestEngines>[0] = { answer: name }) {
  return (await createTestEngines(options).open({})).engine;
}

describe('recognising', () => {
  it('answers in order, also when a later piece is quicker', async () => {
    const engine = await openEngine({
      answer: async (spoken) => {
        await sleep(spoken.samples[0] === 0 ? 60 : 1);
        return name(spoken);
      },
    });
    const answers = await Array.fromAsync(recognise(stream([piece(0), piece(1), piece(2)]), engine, none));
    expect(answers.map((answer) => (answer.kind === 'heard' ? answer.parts[0]?.result?.text : ''))).toEqual([
      'piece 0',
      'piece 1',
      'piece 2',
    ]);
  });

  it('has at most two pieces in flight', async () => {
    let [running, most] = [0, 0];
    const engine = await openEngine({
      answer: async (spoken) => {
        running += 1;
        most = Math.max(most, running);
        await sleep(5);
        running -= 1;
        return name(spoken);
      },
    });
    await Array.fromAsync(
      recognise(stream(Array.from({ length: 8 }, (_, index) => piece(index))), engine, none),
    );
    expect(most).toBe(2);
  });

  it('waits for its consumer', async () => {
    const pulled: Packed[] = [];
    const answers = recognise(
      stream(
        Array.from({ length: 8 }, (_, index) => piece(index)),
        pulled,
      ),
      await openEngine(),
      none,
    );
    await answers.next();
    await sleep(20);
    expect(pulled.length).toBeLessThanOrEqual(2);
    await answers.return();
  });

  it('passes stored pieces by and hands silence on in its place', async () => {
    const engines = createTestEngines({ answer: name });
    const { engine } = await engines.open({});
    const items = [piece(0), silence(150), piece(1), silence(250), piece(2)];
    const answers = await Array.fromAsync(recognise(stream(items), engine, { resumeFrom: 2 }));
    expect(answers.map((answer) => answer.kind)).toEqual(['stored', 'silence', 'stored', 'silence', 'heard']);
    expect(engines.pieces).toHaveLength(1);
  });

  it('gives what came before a failure, then the failure, and leaves no promise unheard', async () => {
    const engine = await openEngine({
      answer: async (spoken) => {
        if (spoken.samples[0] === 1) throw new EfirError('engine-failed');
        await sleep(20);
        return name(spoken);
      },
    });
    const answers = recognise(stream([piece(0), piece(1), piece(2)]), engine, none);
    expect((await answers.next()).value).toMatchObject({ kind: 'heard', index: 0 });
    await expect(answers.next()).rejects.toMatchObject({ code: 'engine-failed' });
  });
});
