/** A running role, as `efir up` and the health routes see it. */
export interface Role {
  readonly name: RoleName;
  ready(): Promise<Readiness>;
  /** Finishes what can be finished soon, gives the rest back, and closes what it opened. */
  close(): Promise<void>;
}

export type RoleName = 'api' | 'bot' | 'coordinator' | 'rpc' | 'transcribe-server' | 'worker';

export interface Readiness {
  /** `degraded` still serves; `unready` answers 503. */
  readonly state: 'ready' | 'degraded' | 'unready';
  readonly dependencies: Readonly<Record<string, DependencyState>>;
}

export interface DependencyState {
  readonly state: 'ok' | 'degraded' | 'failed';
  readonly detail?: string;
}

/** Sums dependencies up: one failed makes the role unready, one degraded makes it degraded. */
export function judgeReadiness(dependencies: Record<string, DependencyState>): Readiness {
  const states = Object.values(dependencies).map((dependency) => dependency.state);
  const state = states.includes('failed') ? 'unready' : states.includes('degraded') ? 'degraded' : 'ready';
  return { state, dependencies };
}
