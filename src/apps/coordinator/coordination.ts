import type { Config } from '../../config/config.ts';
import type { Logger } from '../../core/logger.ts';
import type { Metrics } from '../../core/metrics.ts';
import type { Database } from '../../db/database.ts';
import type { RecordingPorts } from '../../domain/media/index.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { Broker } from '../../ports/broker.ts';
import type { WebClient } from '../../ports/web-client.ts';
import type { ControlMessage } from '../../wire/control-message.ts';
import { controlTopic } from '../../wire/names.ts';
import { createRollCall, type RollCall } from '../../work/roll-call.ts';
import { createTaskMachine, type TaskMachine } from '../../work/task-machine.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import { type CountEnd, createEndCounter } from '../count-end.ts';
import { createWaker, type Waker } from '../waker.ts';

export interface CoordinatorOptions {
  /** Closed by whoever opened it, after the coordinator. */
  readonly database: Database;
  /** A connection of its own: the coordinator closes it. */
  readonly broker: Broker;
  readonly rules: readonly TaskRules[];
  readonly config: CoordinatorConfig;
  /** What taking in other programs' tasks needs; without it none are taken in. */
  readonly foreign?: ForeignPorts;
  /** What retention and sweeping need; without it they are left to another coordinator. */
  readonly upkeep?: UpkeepPorts;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Sends news to programs outside; without it news waits for another coordinator. Closed by whoever opened it. */
  readonly web?: WebClient;
  /** Seconds before each retry of a delivery; standard: 30, 120, 600, 3600. */
  readonly deliverySchedule?: readonly number[];
}

export type CoordinatorConfig = Pick<Config, 'taskLease'> &
  Partial<
    Pick<Config, 'tenantMaxRunning' | 'foreignWorkerSlots' | 'foreignTenant' | 'sharedRoot' | 'maxFileSize'>
  >;

/** Where the content of other programs' tasks goes, and who looks into it. */
export type ForeignPorts = RecordingPorts;

export interface UpkeepPorts {
  readonly blobs: BlobStore;
  readonly config: Pick<Config, 'retention' | 'sweepMend'>;
}

/** What the parts of a coordinator share. */
export interface Coordination
  extends Omit<CoordinatorOptions, 'rules' | 'foreign' | 'upkeep' | 'web' | 'deliverySchedule'> {
  readonly machine: TaskMachine;
  readonly kinds: readonly string[];
  readonly rollCall: RollCall;
  /** Wakes the dispatch loop: work became due, or a place free. */
  readonly waker: Waker;
  /** Tells the workers of a kind; a lost word is said again when they report. */
  readonly tellWorkers: (kind: string, message: ControlMessage) => void;
  readonly countEnd: CountEnd;
}

export function coordinate(options: CoordinatorOptions): Coordination {
  const { broker, database, logger, metrics, rules, config } = options;
  return {
    database,
    broker,
    config,
    logger,
    metrics,
    machine: createTaskMachine({
      database,
      rules,
      lease: config.taskLease,
      maxRunning: config.tenantMaxRunning ?? 0,
      foreignSlots: config.foreignWorkerSlots ?? 0,
    }),
    kinds: rules.map((rule) => rule.kind.kind),
    rollCall: createRollCall(database, (error) => logger.warn({ error }, 'the roll-call was not stored')),
    waker: createWaker(),
    tellWorkers: (kind, message) => {
      broker.broadcast(controlTopic(kind), message).catch((error: unknown) => {
        logger.warn({ error, order: message.type }, 'the workers could not be told');
      });
    },
    countEnd: createEndCounter(metrics, database.hints),
  };
}
