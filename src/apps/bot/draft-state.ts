/** Whether progress also streams as drafts; off for good once Telegram does not want it. */
export interface DraftState {
  wanted: boolean;
}
