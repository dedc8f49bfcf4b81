import type { ForeseenEngine, SpeechEngines } from '../../ports/speech-engine.ts';

/** Milliseconds between two looks: another engine may have stepped in, a model may have come. */
const interval = 15_000;

export interface EngineWatch {
  readonly current: ForeseenEngine;
  /** A task was begun or has ended, and has shown what can be had. */
  noticeWork(): void;
  close(): void;
}

/** What a worker says that it works with: looked at again and again, for what was foreseen may not have come true. */
export function watchEngine(engines: Pick<SpeechEngines, 'check'>, first: ForeseenEngine): EngineWatch {
  let current = first;
  let worked = false;
  const timer = setInterval(() => void look(), interval);
  return {
    get current() {
      return current;
    },
    noticeWork: () => {
      worked = true;
    },
    close: () => clearInterval(timer),
  };

  async function look(): Promise<void> {
    const hasWorked = worked;
    worked = false;
    const next = await engines.check().catch(() => undefined);
    // What could not be had is hoped for again after a while: that counts only once a task has tried it.
    if (next && (next.fallback || !current.fallback || hasWorked)) current = next;
  }
}
