/** A task as the command line shows it, wherever it was looked up. */
export interface TaskLine {
  readonly id: string;
  /** Only where all tenants are seen. */
  readonly tenant_id?: string;
  readonly recording_id: string;
  readonly file_name: string;
  readonly kind: string;
  readonly state: string;
  readonly priority: number;
  readonly pieces: number;
  readonly failures: number;
  readonly losses: number;
  readonly error: TaskErrorLine | null;
  readonly created_at: string;
  readonly finished_at: string | null;
}

export interface TaskErrorLine {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export interface TaskAttemptLine {
  readonly number: number;
  readonly state: string;
  readonly worker_id: string | null;
  readonly error: TaskErrorLine | null;
  readonly created_at: string;
  readonly finished_at: string | null;
}

export interface TaskLineFilter {
  readonly state: string;
  readonly kind?: string | undefined;
  readonly code?: string | undefined;
}

/** Where tasks are looked up and changed: the database, or a server. */
export interface TaskDesk {
  list(filter: TaskLineFilter & { readonly limit: number }): Promise<readonly TaskLine[]>;
  show(id: string): Promise<TaskLine & { readonly attempts: readonly TaskAttemptLine[] }>;
  retry(id: string): Promise<TaskLine>;
  /** All of a filter; how many, and those that were refused. */
  retryAll(
    filter: TaskLineFilter,
  ): Promise<{ retried: number; refused: readonly { id: string; code: string }[] }>;
  cancel(id: string): Promise<TaskLine>;
  close(): Promise<void>;
}
