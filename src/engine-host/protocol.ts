import type { ErrorRecord } from '../core/errors.ts';
import type { DiarizerSettings } from '../ports/diarizer.ts';
import type { DetectorSettings } from '../ports/speech-detector.ts';
import type { EngineSettings } from '../ports/speech-engine.ts';

/**
 * What a worker and its engine host say to each other over Node's own channel between parent and child. Samples
 * travel as Float32Array (`serialization: 'advanced'`). Both ends are this program in one version, so the types
 * are the contract and nothing is parsed.
 */
export type ToHost =
  /** The first message, once. */
  | { readonly type: 'load'; readonly load: Load }
  /** What the loaded thing is asked, by the name of the question (subjects/*.ts list theirs). */
  | { readonly type: 'ask'; readonly id: number; readonly question: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' };

/** What a host holds: one thing for its whole life. */
export type Load =
  | { readonly kind: 'speech-engine'; readonly name: string; readonly settings: EngineSettings }
  | { readonly kind: 'speech-detector'; readonly name: string; readonly settings: DetectorSettings }
  | { readonly kind: 'diarizer'; readonly name: string; readonly settings: DiarizerSettings }
  | { readonly kind: 'language-identifier'; readonly name: string; readonly settings: EngineSettings };

export type FromHost =
  /** Once a second, so that a blocked host is told from a busy one. */
  | { readonly type: 'alive' }
  | { readonly type: 'ready'; readonly description: unknown }
  /** It was not loaded; the host ends. */
  | { readonly type: 'refused'; readonly error: ErrorRecord }
  | { readonly type: 'answered'; readonly id: number; readonly output: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: ErrorRecord };

export const heartbeatMilliseconds = 1000;
