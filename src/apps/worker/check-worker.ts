import type { Broker } from '../../ports/broker.ts';
import type { SpeechEngines } from '../../ports/speech-engine.ts';
import { describeFailure } from '../describe-failure.ts';
import { type DependencyState, judgeReadiness, type Readiness } from '../role.ts';

/** Milliseconds without a word from a coordinator after which it counts as missing; they speak every 5 s. */
const coordinatorValidity = 15_000;

/** A worker needs its broker and an engine that can start, and somebody who gives it work. */
export async function checkWorker(worker: {
  broker: Broker;
  engines: SpeechEngines;
  /** When a coordinator was heard last, in milliseconds of this process. */
  heard: number | undefined;
}): Promise<Readiness> {
  const [broker, engine] = await Promise.all([
    worker.broker.check().then((): DependencyState => ({ state: 'ok' }), describeFailure),
    worker.engines
      .check()
      .then(
        ({ engine, model }): DependencyState => ({ state: 'ok', detail: `${engine} ${model}` }),
        describeFailure,
      ),
  ]);
  return judgeReadiness({ broker, engine, coordinator: judgeCoordinator(worker.broker, worker.heard) });
}

function judgeCoordinator(broker: Broker, heard: number | undefined): DependencyState {
  if (heard !== undefined && performance.now() - heard < coordinatorValidity) return { state: 'ok' };
  if (broker.capabilities.reach === 'network') {
    return { state: 'degraded', detail: 'no coordinator was heard lately; nobody hands out work' };
  }
  return {
    state: 'failed',
    detail: 'no coordinator runs in this process, and an in-process broker reaches no other: use `efir up`',
  };
}
