import { describe, expect, it } from 'vitest';
import { makeChunks, makeSamples, silence, speech } from '../../../../test/support/audio.ts';
import { scriptedDiarizer } from '../../../adapters/diarizer/scripted/scripted-diarizer.ts';
import { EfirError } from '../../../core/errors.ts';
import type { DiarizeOptions, Diarizer } from '../../../ports/diarizer.ts';
import type { WorkerEvent } from '../../../wire/event-message.ts';
import { decodeEmbedding } from '../speakers/voice-embedding.ts';
import { type DiarizeOutcome, type DiarizeStageOptions, diarize } from './diarize.ts';

const rate = 16_000;
/** 92 s: 1.5 s of speech, 0.7 s of silence, again and again. */
const talk = makeSamples(Array.from({ length: 42 }, () => [speech(1.5), silence(0.7)]).flat());

interface Asked extends DiarizeOptions {
  readonly seconds: number;
}

/** The scripted diarizer, keeping what it is asked; `fail` is thrown at these calls. */
async function watch(fail: readonly (EfirError | undefined)[] = []) {
  const inner = await scriptedDiarizer.load({ threads: 1 });
  const asked: Asked[] = [];
  const diarizer: Diarizer = {
    ...inner,
    diarize: async (block, options) => {
      asked.push({ seconds: block.samples.length / rate, ...options });
      const thrown = fail[asked.length - 1];
      if (thrown) throw thrown;
      return inner.diarize(block, options);
    },
  };
  return { asked, open: async () => diarizer };
}

async function run(
  samples: AsyncIterable<Float32Array>,
  open: () => Promise<Diarizer>,
  options: Partial<DiarizeStageOptions> = {},
) {
  const events: Extract<WorkerEvent, { type: 'turns' }>[] = [];
  const stage = diarize(samples, open, { resumeBlocks: 0, blockSeconds: 30, ...options });
  for (;;) {
    const next = await stage.next();
    if (next.done) return { events, outcome: next.value satisfies DiarizeOutcome };
    if (next.value.type === 'turns') events.push(next.value);
  }
}

describe('blocks', () => {
  it('hold the whole recording, each but the last ending in a pause, none a scrap', async () => {
    const { asked, open } = await watch();
    const { events, outcome } = await run(makeChunks(talk), open);
    expect(outcome).toEqual({ blocks: events.length, notes: [] });
    expect(events.map((event) => event.block)).toEqual(events.map((_, place) => place));
    const lengths = asked.map(({ seconds }) => seconds);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeCloseTo(talk.length / rate, 5);
    for (const length of lengths) {
      expect(length).toBeLessThanOrEqual(30);
      expect(length).toBeGreaterThan(4);
    }
    for (const { processed } of events.slice(0, -1)) {
      const around = talk.subarray((processed - 0.2) * rate, (processed + 0.2) * rate);
      expect(around.every((sample) => sample === 0)).toBe(true);
    }
    expect(events.at(-1)?.processed).toBeCloseTo(talk.length / rate, 3);
  });

  it('are the same however the samples come, and carry times of the recording', async () => {
    const whole = await run(makeChunks(talk), (await watch()).open);
    const uneven = await run(makeChunks(talk, [1, 77, 4096, 500_000]), (await watch()).open);
    expect(uneven).toEqual(whole);
    const turns = whole.events.flatMap((event) => event.turns);
    expect(turns.length).toBe(42);
    turns.forEach(({ start, end }, place) => {
      expect(start).toBeCloseTo(place * 2.2, 1);
      expect(end).toBeCloseTo(place * 2.2 + 1.5, 1);
    });
    for (const { voices } of whole.events) {
      for (const { embedding } of voices) expect(Math.hypot(...decodeEmbedding(embedding))).toBeCloseTo(1);
    }
  });

  it('that are stored already are passed by, and the others come out as they would have', async () => {
    const whole = await run(makeChunks(talk), (await watch()).open);
    const { asked, open } = await watch();
    const rest = await run(makeChunks(talk), open, { resumeBlocks: 2 });
    expect(rest.events).toEqual(whole.events.slice(2));
    expect(rest.outcome).toEqual(whole.outcome);
    expect(asked.length).toBe(whole.events.length - 2);
    const nothing = await run(makeChunks(talk), open, { resumeBlocks: whole.events.length });
    expect(nothing).toEqual({ events: [], outcome: whole.outcome });
  });

  it('know how many speak only where the block is the whole recording', async () => {
    const several = await watch();
    await run(makeChunks(talk), several.open, { speakers: 2 });
    expect(several.asked.map((options) => options.speakers)).not.toContain(2);
    const one = await watch();
    const { outcome } = await run(makeChunks(talk), one.open, { speakers: 2, blockSeconds: 120 });
    expect(one.asked).toMatchObject([{ speakers: 2 }]);
    expect(outcome.blocks).toBe(1);
  });

  it('are never longer than the diarizer takes, and of nothing there are none', async () => {
    const { asked, open } = await watch();
    const short = async () => ({ ...(await open()), description: { diarizer: 'x', maxBlockSeconds: 12 } });
    await run(makeChunks(talk), short, { blockSeconds: undefined });
    expect(Math.max(...asked.map(({ seconds }) => seconds))).toBeLessThanOrEqual(12);
    const nothing = await run(makeChunks(new Float32Array()), open);
    expect(nothing).toEqual({ events: [], outcome: { blocks: 0, notes: [] } });
  });
});

describe('what goes wrong', () => {
  const died = new EfirError('engine-host-died', { detail: 'exit 134' });
  const unavailable = (reason: string) => [{ code: 'diarization-unavailable', args: { reason } }];

  it('a host that dies once is asked again', async () => {
    const { open } = await watch([undefined, died]);
    const { outcome, events } = await run(makeChunks(talk), open);
    expect(outcome).toEqual({ blocks: events.length, notes: [] });
  });

  it('a block that kills twice, or cannot be done, ends the telling of speakers and nothing else', async () => {
    const killing = await watch([undefined, died, died]);
    const killed = await run(makeChunks(talk), killing.open);
    expect(killed.events.length).toBe(1);
    expect(killed.outcome).toEqual({ blocks: 1, notes: unavailable('failed') });
    const failing = await watch([new EfirError('engine-failed', { detail: 'no' })]);
    const failed = await run(makeChunks(talk), failing.open);
    expect(failed.outcome).toEqual({ blocks: 0, notes: unavailable('failed') });
  });

  it.each([
    [new EfirError('diarizer-missing', { detail: 'no model' }), 'missing'],
    [new EfirError('model-corrupt', { model: 'm', detail: 'half' }), 'failed'],
    [new EfirError('memory-short', { model: 'm', needs: 1, free: 0 }), 'failed'],
  ])(
    'without a diarizer (%s) the recording is not even decoded, and stored blocks stay counted',
    async (thrown, reason) => {
      let decoded = 0;
      async function* count() {
        decoded++;
        yield talk;
      }
      const open = () => Promise.reject(thrown);
      const heard: EfirError[] = [];
      const onUnavailable = (failure: EfirError) => heard.push(failure);
      const { outcome } = await run(count(), open, { resumeBlocks: 3, onUnavailable });
      expect(heard).toEqual([thrown]);
      expect(outcome).toEqual({ blocks: 3, notes: unavailable(reason) });
      expect(decoded).toBe(0);
    },
  );

  it('what the samples reject with goes through, and so does a cancellation', async () => {
    async function* broken() {
      yield talk;
      throw new EfirError('media-damaged', { detail: 'x' });
    }
    await expect(run(broken(), (await watch()).open)).rejects.toMatchObject({ code: 'media-damaged' });
    const controller = new AbortController();
    const cancelling = await watch([undefined, undefined]);
    const open = async () => {
      const diarizer = await cancelling.open();
      return {
        ...diarizer,
        diarize: async (...[block, options]: Parameters<Diarizer['diarize']>) => {
          controller.abort(new EfirError('cancelled'));
          return diarizer.diarize(block, options);
        },
      };
    };
    const stopped = run(makeChunks(talk), open, { signal: controller.signal });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});
