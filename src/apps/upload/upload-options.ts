import { z } from 'zod';
import { parseLanguage } from '../../compute/speech/language.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import { findRecipe } from '../../domain/media/index.ts';
import { type EngineName, engineNames } from '../../engine-host/engines.ts';

const flag = z.enum(['true', 'false', '1', '0']);

export const prioritySchema = z.coerce.number().int().min(-10).max(10).meta({
  description: 'Higher goes first; 0 without it',
  example: 0,
});

/** Options of a new recording, as text: from the query, or from the fields of a form. */
export const uploadOptionsSchema = z.strictObject({
  language: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'Code or name of the spoken language, or `auto`', example: 'ru' }),
  engine: z.string().max(64).optional().meta({
    description: 'Speech engine; without it, or with `auto`, the best one that is there',
    example: 'auto',
  }),
  model: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .optional()
    .meta({ description: 'Speech model of the engine' }),
  diarize: flag.optional().meta({ description: 'Whether to say who speaks' }),
  recipe: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'What to make of the recording', example: 'transcript' }),
  priority: prioritySchema.optional(),
  callback_url: z.string().min(1).max(2000).optional().meta({
    description: 'Told, signed, when the recording ends: an http(s) address that everybody can reach',
    example: 'https://example.com/efir',
  }),
});

/**
 * Engines that a request may name. The scripted one hears nothing, and its models crash and hang on purpose; other
 * servers are the operator's to choose: both are there only where they are the engine of the whole installation.
 */
export function listOfferedEngines(configured: 'auto' | EngineName): readonly EngineName[] {
  return engineNames.filter((name) => !reserved.includes(name) || name === configured);
}

const reserved: readonly EngineName[] = ['scripted', 'transcribe-server'];

/**
 * Reads the options of a request; the later sources win. Throws a ZodError that names the field, `language-unknown`,
 * `engine-unknown` and `recipe-unknown`.
 */
export function readUploadOptions(
  offered: readonly EngineName[],
  ...sources: Readonly<Record<string, unknown>>[]
): RecordingOptions {
  const { language, engine, model, diarize, recipe, priority, callback_url } = uploadOptionsSchema.parse(
    Object.assign({}, ...sources),
  );
  const options = {
    language: parseLanguage(language),
    engine: readEngine(engine, offered),
    model,
    diarize: diarize === undefined ? undefined : diarize === 'true' || diarize === '1',
    recipe: recipe === undefined ? undefined : findRecipe(recipe).name,
    priority,
    callback_url,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** Checked at the door: nobody would ever take a task from the queue of an engine that does not exist. */
function readEngine(name: string | undefined, offered: readonly EngineName[]): EngineName | undefined {
  if (name === undefined || name === 'auto') return undefined;
  const engine = offered.find((one) => one === name);
  if (engine === undefined)
    throw new EfirError('engine-unknown', { engine: name, known: offered.join(', ') });
  return engine;
}
