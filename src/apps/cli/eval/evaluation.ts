import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { EfirError, isNodeError, tellSystemError } from '../../../core/errors.ts';
import { writeWhole } from '../transcribe/write-target.ts';

const count = z.number().nonnegative();

/** One recording, transcribed and compared. */
const resultSchema = z.object({
  audio: z.string(),
  engine: z.string(),
  model: z.string(),
  language: z.string(),
  /** Of sound, on the clock, of all processors; what the engine hosts took of memory at most until then. */
  seconds: count,
  wall_seconds: count,
  cpu_seconds: count.optional(),
  host_megabytes: count.optional(),
  reference: z.string().optional(),
  text: z.string(),
  /** Codes of the transcript's notes: made by a fallback, speakers not told apart, … */
  notes: z.array(z.string()).default([]),
  words: z.object({ total: count, substitutions: count, deletions: count, insertions: count }).optional(),
  letters: z.object({ total: count, errors: count }).optional(),
  speakers: z.object({ speech: count, missed: count, false_alarm: count, confused: count }).optional(),
});
export type EvaluationResult = z.infer<typeof resultSchema>;

const failureSchema = z.object({ audio: z.string(), code: z.string(), message: z.string() });
export type EvaluationFailure = z.infer<typeof failureSchema>;

/** What is asked for: an engine, a model, both, or whatever the settings choose. */
const systemSchema = z.object({ engine: z.string().optional(), model: z.string().optional() });
export type System = z.infer<typeof systemSchema>;

const runSchema = z.object({
  asked: systemSchema,
  /** Why it could not run at all. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** Of the table, for other programs. */
  summary: z.record(z.string(), z.unknown()).optional(),
  results: z.array(resultSchema),
  failures: z.array(failureSchema),
});
export type EvaluationRun = z.infer<typeof runSchema>;

const evaluationSchema = z.object({
  efir_evaluation: z.literal(1),
  corpus: z.string(),
  unusable: z.array(z.object({ name: z.string(), problem: z.string(), detail: z.string() })),
  runs: z.array(runSchema),
});
/** The file that `efir eval` writes, and goes on with. */
export type Evaluation = z.infer<typeof evaluationSchema>;

/** What an earlier run has left there; nothing where there is no file. Rejects with `file-unreadable` for any other. */
export async function readEvaluation(path: string): Promise<Evaluation | undefined> {
  try {
    return evaluationSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (thrown) {
    if (isNodeError(thrown) && thrown.code === 'ENOENT') return undefined;
    const foreign = thrown instanceof SyntaxError || thrown instanceof z.ZodError;
    const detail = foreign ? 'it is no result of efir eval' : tellSystemError(thrown);
    throw new EfirError('file-unreadable', { path, detail }, { cause: thrown });
  }
}

/** Whole or not at all. Rejects with `disk-full` and `output-unwritable`. */
export function writeEvaluation(path: string, evaluation: Evaluation): Promise<void> {
  return writeWhole(path, `${JSON.stringify(evaluation, null, 1)}\n`);
}

/** What one system was asked before, and goes on with; a new run where there is none. */
export function findRun(runs: readonly EvaluationRun[], asked: System): EvaluationRun {
  const known = runs.find((run) => run.asked.engine === asked.engine && run.asked.model === asked.model);
  return known ?? { asked, results: [], failures: [] };
}

/** `parakeet`, `sherpa-onnx parakeet`, or what the settings have chosen, once that is known. */
export function nameSystem({ asked, results }: EvaluationRun): { engine: string; model: string } {
  const [first] = results;
  return { engine: first?.engine ?? asked.engine ?? '', model: first?.model ?? asked.model ?? '' };
}
