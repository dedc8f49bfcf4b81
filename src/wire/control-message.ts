import { z } from 'zod';

/** Coordinators to workers, to all of them; a worker ignores what is not its own. */
export const controlMessageSchema = z.discriminatedUnion('type', [
  /** All events of the run up to `seq` are stored: the worker may forget them. */
  z.object({ type: z.literal('applied'), task_id: z.string(), run_id: z.string(), seq: z.number().int() }),
  /** Stop this attempt; with `run_id`, only that run of it (a second run, or one that is no longer wanted). */
  z.object({ type: z.literal('stop'), task_id: z.string(), run_id: z.string().optional() }),
  /** A coordinator is here and wants to know who works: workers call the roll at once. */
  z.object({ type: z.literal('roll-call') }),
]);
export type ControlMessage = z.infer<typeof controlMessageSchema>;

/** Workers to coordinators, every few seconds and whenever a slot is taken or freed. */
export const rollCallMessageSchema = z.looseObject({
  worker_id: z.string().regex(/^[^\0]{1,200}$/),
  /** Queues it takes tasks from; each is looked through before anything is handed out. */
  queues: z.array(z.string().max(200)).max(200),
  /** How many tasks it can have in work at once, and has. */
  slots: z.number().int().nonnegative(),
  running: z.number().int().nonnegative(),
  /** How many of the slots are kept for short recordings. */
  short_slots: z.number().int().nonnegative().optional(),
  engine: z.string(),
  model: z.string(),
  /** True when it is shutting down. */
  leaving: z.boolean().default(false),
});
export type RollCallMessage = z.infer<typeof rollCallMessageSchema>;
