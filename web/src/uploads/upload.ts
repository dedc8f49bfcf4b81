/** A file on its way in. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  /** Bytes that have arrived or are on their way. */
  readonly sent: number;
  /** `lost`: the browser has not kept the file; it goes on once it is chosen again. */
  readonly state: 'waiting' | 'sending' | 'paused' | 'lost' | 'sent' | 'failed';
  /** Bytes a second, while they flow. */
  readonly pace?: number | undefined;
  readonly failure?: Error | undefined;
  /** Once it is there. */
  readonly recordingId?: string;
}

/** Why nothing is sent at the moment, although something waits; each ends by itself. */
export type Hold = 'network' | 'session' | 'server' | 'full' | 'tenant';

/** Whether an upload still has to come. */
export const isOpen = ({ state }: Upload): boolean =>
  state === 'waiting' || state === 'sending' || state === 'paused';
