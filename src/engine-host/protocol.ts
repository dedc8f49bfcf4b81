import type { ErrorRecord } from '../core/errors.ts';
import type { EngineDescription, EngineSettings, RecognisedPiece } from '../ports/speech-engine.ts';

/**
 * What a worker and its engine host say to each other over Node's own channel between parent and child. Samples
 * travel as Float32Array (`serialization: 'advanced'`). Both ends are this program in one version, so the types
 * are the contract and nothing is parsed.
 */
export type ToHost =
  /** The first message, once. */
  | { readonly type: 'load'; readonly engine: string; readonly settings: EngineSettings }
  | {
      readonly type: 'recognise';
      readonly id: number;
      readonly samples: Float32Array;
      readonly language?: string;
    }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' };

export type FromHost =
  /** Once a second, so that a blocked host is told from a busy one. */
  | { readonly type: 'alive' }
  | { readonly type: 'ready'; readonly description: EngineDescription }
  /** The model was not loaded; the host ends. */
  | { readonly type: 'refused'; readonly error: ErrorRecord }
  | { readonly type: 'recognised'; readonly id: number; readonly piece: RecognisedPiece }
  | { readonly type: 'failed'; readonly id: number; readonly error: ErrorRecord };

export const heartbeatMilliseconds = 1000;
