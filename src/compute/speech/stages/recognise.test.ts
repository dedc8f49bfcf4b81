import { describe, expect, it } from 'vitest';
import { createTestEngines } from '../../../../test/support/engines.ts';
import { EfirError } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import type { SpeechEngine, SpeechPiece } from '../../../ports/speech-engine.ts';
import type { Packed } from './pack.ts';
import { recognise as recogniseEach } from './recognise.ts';

async function* stream(items: readonly Packed[], pulled: Packed[] = []) {
  for (const item of items) {
    pulled.push(item);
    yield item;
  }
}
type Engine = Pick<SpeechEngine, 'recognise' | 'description'>;

/** All pieces with the same engine. */
function recognise(
  packed: AsyncIterable<Packed>,
  engine: Engine,
  options: Parameters<typeof recogniseEach>[1],
) {
  return recogniseEach(lead(packed, engine), options);
}
async function* lead(packed: AsyncIterable<Packed>, engine: Engine) {
  for await (const item of packed) yield item.kind === 'piece' ? { ...item, engine } : item;
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

  it('has as many in flight as the engine has streams, and one more, still in order', async () => {
    let [running, most] = [0, 0];
    const engine = await openEngine({
      streams: 3,
      answer: async (spoken) => {
        running += 1;
        most = Math.max(most, running);
        await sleep(10 - (spoken.samples[0] ?? 0));
        running -= 1;
        return name(spoken);
      },
    });
    const pieces = Array.from({ length: 9 }, (_, index) => piece(index));
    const answers = await Array.fromAsync(recognise(stream(pieces), engine, none));
    expect(most).toBe(4);
    expect(answers.map((answer) => (answer.kind === 'heard' ? answer.index : -1))).toEqual(
      pieces.map((_, index) => index),
    );
  });

  it('tells the engine the language, the hot words and that it is asked again', async () => {
    const told: unknown[] = [];
    const engine = await openEngine({
      answer: (_spoken, { signal: _, ...options }) => {
        told.push(options);
        return { text: 'no '.repeat(30), words: [] };
      },
    });
    const options = { ...none, language: 'ru', hotWords: ['Efir'] };
    await Array.fromAsync(recognise(stream([piece(0)]), engine, options));
    const plain = { language: 'ru', hotWords: ['Efir'] };
    expect(told).toEqual([plain, { ...plain, again: true }]);
  });

  it('hears the last stored piece again where the next one goes on in it', async () => {
    const engines = createTestEngines({ answer: name });
    const { engine } = await engines.open({});
    const goingOn = (index: number) => ({ ...piece(index), pauseAfter: 0 });
    const answers = await Array.fromAsync(
      recognise(stream([goingOn(0), goingOn(1), piece(2)]), engine, { resumeFrom: 2 }),
    );
    expect(answers.map((answer) => answer.kind)).toEqual(['stored', 'stored', 'heard-before', 'heard']);
    expect(engines.pieces.map(({ samples }) => samples[0])).toEqual([1, 2]);
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
