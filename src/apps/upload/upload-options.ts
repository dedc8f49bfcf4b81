import { z } from 'zod';
import { parseLanguage } from '../../compute/speech/language/parse-language.ts';
import type { Config } from '../../config/config.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import { findRecipe } from '../../domain/media/index.ts';
import { type EngineName, engineNames } from '../../engine-host/engines.ts';
import { mostSpeakers, settleSpeakerOptions } from '../../wire/transcription-options.ts';
import { readHotWords, readSpellings } from '../../wire/vocabulary.ts';
import type { Upload } from './upload.ts';

const flag = z.enum(['true', 'false', '1', '0']);
const speakerNumber = z.coerce.number().int().min(1).max(mostSpeakers).optional();
/** Characters of a vocabulary; entries are judged one by one. */
const longestVocabulary = 200_000;

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
  speakers: speakerNumber.meta({ description: 'How many people speak: they are told apart' }),
  min_speakers: speakerNumber.meta({ description: 'So many people speak at least' }),
  max_speakers: speakerNumber.meta({ description: 'So many people speak at most' }),
  by_channel: flag.optional().meta({ description: 'Each channel is one speaker, as in recorded calls' }),
  hot_words: z
    .union([z.string().max(longestVocabulary), z.array(z.string().max(longestVocabulary)).max(1000)])
    .optional()
    .meta({
      description:
        'Words that are likely to be said, with commas or line breaks between; may be given several times. 200 at most, of 100 characters. ' +
        'Those of `PUT /v1/vocabulary` come on top',
      example: 'Efir, Kubernetes',
    }),
  spellings: z.string().max(longestVocabulary).optional().meta({
    description: 'How heard words are to be written: JSON, 500 at most',
    example: '[{"heard": "ether", "write": "Efir"}]',
  }),
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
 * servers are the operator's to choose: both are there only where they are the engine of the whole installation, and a
 * server of another kind where its address is set.
 */
export function listOfferedEngines({ engine, openaiCompatible }: OfferingConfig): readonly EngineName[] {
  const reserved: readonly EngineName[] = [
    'scripted',
    'transcribe-server',
    ...(openaiCompatible ? [] : (['openai-compatible'] as const)),
  ];
  return engineNames.filter((name) => !reserved.includes(name) || name === engine);
}

type OfferingConfig = Pick<Config, 'engine'> & Partial<Pick<Config, 'openaiCompatible'>>;

/** The fields of a form as options: what lists words may come several times, of the others the last one counts. */
export function gatherOptions(fields: Upload['all']): Record<string, string> {
  const gathered: Record<string, string> = Object.create(null);
  for (const [field, value] of fields) {
    const name = field === 'hot_words[]' ? 'hot_words' : field;
    const before = gathered[name];
    gathered[name] = name === 'hot_words' && before !== undefined ? `${before}\n${value}` : value;
  }
  return { ...gathered };
}

/**
 * Reads the options of a request; the later sources win. Throws a ZodError that names the field, `request-invalid` for
 * what contradicts itself, `language-unknown`, `engine-unknown` and `recipe-unknown`.
 */
export function readUploadOptions(
  offered: readonly EngineName[],
  ...sources: Readonly<Record<string, unknown>>[]
): RecordingOptions {
  const given = parseFields(Object.assign({}, ...sources));
  const { callback_url, engine, language, max_speakers, min_speakers, model, priority, recipe, speakers } =
    given;
  const options = {
    language: parseLanguage(language),
    engine: readEngine(engine, offered),
    model,
    diarize: readFlag(given.diarize),
    speakers,
    min_speakers,
    max_speakers,
    by_channel: readFlag(given.by_channel),
    hot_words: readFilled(given.hot_words, readHotWords),
    spellings: readFilled(given.spellings, readSpellings),
    recipe: recipe === undefined ? undefined : findRecipe(recipe).name,
    priority,
    callback_url,
  };
  const named = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return settleSpeakerOptions(named as RecordingOptions);
}

/** A field that is refused says with which value: what is left of it after a conversion may be no more than NaN. */
function parseFields(fields: Readonly<Record<string, unknown>>): z.infer<typeof uploadOptionsSchema> {
  const read = uploadOptionsSchema.safeParse(fields);
  if (read.success) return read.data;
  const issues = read.error.issues.map((issue) => ({
    ...issue,
    input: fields[issue.path.join('.')] ?? issue.input,
  }));
  throw new z.ZodError(issues as z.core.$ZodIssue[]);
}

function readFlag(given: z.infer<typeof flag> | undefined): boolean | undefined {
  return given === undefined ? undefined : given === 'true' || given === '1';
}

/** An empty list is as good as none: forms send fields that were left empty, too. */
function readFilled<Given extends string | readonly string[], Entry>(
  given: Given | undefined,
  read: (given: Given) => Entry[],
): Entry[] | undefined {
  if (given === undefined || given.length === 0) return undefined;
  const list = read(given);
  return list.length === 0 ? undefined : list;
}

/** Checked at the door: nobody would ever take a task from the queue of an engine that does not exist. */
function readEngine(name: string | undefined, offered: readonly EngineName[]): EngineName | undefined {
  if (name === undefined || name === 'auto') return undefined;
  const engine = offered.find((one) => one === name);
  if (engine === undefined)
    throw new EfirError('engine-unknown', { engine: name, known: offered.join(', ') });
  return engine;
}
