/** Milliseconds. */
export interface Timing {
  /** How long a publisher waits for a lost server. */
  readonly patience: number;
  /** Silence after which what a consumer holds goes to another; consumers renew four times as often. */
  readonly silence: number;
  /** Between two looks for what others gave back or left behind; a read waits no longer. */
  readonly look: number;
  /** How long settled entries of results stay readable. */
  readonly keepSettled: number;
  /** Between two rounds of housekeeping. */
  readonly upkeep: number;
  /** The same for a consumer of another program, who renews nothing while it works. */
  readonly foreignSilence: number;
  /** Silence after which the name of a consumer is forgotten. */
  readonly forgetAfter: number;
}

export const standardTiming: Timing = {
  patience: 10_000,
  silence: 10_000,
  look: 1_000,
  keepSettled: 600_000,
  upkeep: 60_000,
  foreignSilence: 86_400_000,
  forgetAfter: 600_000,
};
