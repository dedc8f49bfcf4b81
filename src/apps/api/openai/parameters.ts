import { z } from 'zod';
import type { Granularity } from '../../../compute/speech/formats/openai.ts';
import { parseLanguage } from '../../../compute/speech/language/parse-language.ts';
import type { Upload } from '../../upload/upload.ts';
import { refuseParameter } from './describe-openai-error.ts';
import { readVocabulary } from './read-vocabulary.ts';

export const responseFormats = ['json', 'text', 'srt', 'vtt', 'verbose_json', 'diarized_json'] as const;
export type ResponseFormat = (typeof responseFormats)[number];

/** What a transcription is asked to be. */
export interface TranscriptionParameters {
  readonly model: string;
  /** ISO 639-1; absent: to be found out. */
  readonly language: string | undefined;
  readonly format: ResponseFormat;
  readonly granularities: readonly Granularity[];
  readonly logprobs: boolean;
  readonly stream: boolean;
  /** Words that are likely to be said: of `keywords`, `hotwords` and `prompt`. */
  readonly hotWords: readonly string[];
  /** So many people speak at least, where speakers are told apart. */
  readonly leastSpeakers: number | undefined;
  /** Parameters that were given and change nothing here. */
  readonly ignored: readonly string[];
}

const flag = z.enum(['true', 'false', 'True', 'False', '1', '0']);
const number = z.coerce.number();
const text = z.string();
const vad = z.strictObject({
  type: z.literal('server_vad'),
  prefix_padding_ms: number.min(0).optional(),
  silence_duration_ms: number.min(0).optional(),
  threshold: number.min(0).max(1).optional(),
});

/** Of other servers of this API: their callers send them without a need to know whose server it is. */
const foreign = ['vad_filter', 'without_timestamps', 'beam_size', 'best_of', 'patience', 'user'] as const;

export const parametersSchema = z.strictObject({
  model: text.min(1).max(100),
  language: text.max(64).optional(),
  response_format: z.enum(responseFormats).default('json'),
  timestamp_granularities: z.array(z.enum(['word', 'segment'])).optional(),
  stream: flag.default('false'),
  include: z.array(z.enum(['logprobs'])).optional(),
  prompt: text.optional(),
  hotwords: text.optional(),
  temperature: number.min(0).max(1).optional(),
  chunking_strategy: z.union([z.literal('auto'), vad]).optional(),
  known_speaker_names: z.array(text.min(1).max(100)).max(4).optional(),
  known_speaker_references: z.array(text.startsWith('data:')).max(4).optional(),
  keywords: z.array(text).max(1000).optional(),
  languages: z.array(text.max(64)).max(100).optional(),
  ...(Object.fromEntries(foreign.map((name) => [name, text.optional()])) as Record<
    (typeof foreign)[number],
    z.ZodOptional<z.ZodString>
  >),
});
type Given = z.infer<typeof parametersSchema>;

const lists = [
  'timestamp_granularities',
  'include',
  'known_speaker_names',
  'known_speaker_references',
  'keywords',
  'languages',
];

/**
 * Reads the fields of a form. Throws a ZodError that names the parameter, `request-invalid` (param) for what cannot be
 * together, and `language-unknown`.
 */
export function readParameters(fields: Upload['all']): TranscriptionParameters {
  const given = parametersSchema.parse(collect(fields), { reportInput: true });
  const format = given.response_format;
  const stream = isOn(given.stream);
  if (stream && !streamable.includes(format))
    throw refuseParameter('stream', `works with ${streamable.join(', ')}, not with ${format}`);
  const verbose = format === 'verbose_json';
  const vocabulary = readVocabulary(given);
  return {
    model: given.model,
    language: parseLanguage(given.language ?? onlyOne(given.languages)),
    format,
    granularities: verbose ? (given.timestamp_granularities ?? ['segment']) : [],
    logprobs: format === 'json' && given.include !== undefined,
    stream,
    hotWords: vocabulary.hotWords,
    // Whose voice is whose cannot be known by names alone: they say how many there are.
    leastSpeakers: format === 'diarized_json' ? given.known_speaker_names?.length : undefined,
    ignored: listIgnored(given, vocabulary.effective),
  };
}

/** The same for what stands before the file, so that it is refused before the file is read: anything may be missing yet. */
export function checkParameters(fields: Upload['all']): void {
  const { language } = parametersSchema.partial().parse(collect(fields), { reportInput: true });
  parseLanguage(language);
}

const streamable: readonly ResponseFormat[] = ['json', 'text', 'diarized_json'];

function listIgnored(given: Given, vocabulary: readonly string[]): string[] {
  const { response_format: format, languages } = given;
  const effective = new Set(['model', 'language', 'response_format', 'stream', ...vocabulary]);
  if (format === 'diarized_json') effective.add('known_speaker_names');
  if (format === 'verbose_json') effective.add('timestamp_granularities');
  if (format === 'json') effective.add('include');
  if (given.language === undefined && onlyOne(languages) !== undefined) effective.add('languages');
  return Object.entries(given).flatMap(([name, value]) =>
    value === undefined || effective.has(name) ? [] : [name],
  );
}

/** Several possible languages are no hint that an engine could use; a single one is the language. */
function onlyOne(languages: readonly string[] | undefined): string | undefined {
  return languages?.length === 1 ? languages[0] : undefined;
}

/** Characters of a field's name, which errors repeat. */
const longestName = 100;

/** `name`, `name[]` and `name[part]` become one value each. Empty means not given: forms of programs send all they have. */
function collect(fields: Upload['all']): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null);
  for (const [field, value] of fields.filter(([, given]) => given !== '' && given !== 'null')) {
    const { name, part } = readName(field);
    if (lists.includes(name)) values[name] = [...((values[name] as string[] | undefined) ?? []), value];
    else if (part !== '') values[name] = { ...(values[name] as object | undefined), [part]: value };
    else values[name] = name === 'chunking_strategy' ? readObject(value) : value;
  }
  return { ...values };
}

function readName(field: string): { name: string; part: string } {
  if (field.length > longestName)
    throw refuseParameter(`${field.slice(0, longestName)}…`, 'no parameter has such a name');
  const [, name = field, part = ''] = /^([^[\]]+)\[(\w*)\]$/.exec(field) ?? [];
  return { name, part };
}

function readObject(value: string): unknown {
  if (!value.startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isOn(value: z.infer<typeof flag>): boolean {
  return value === '1' || value.toLowerCase() === 'true';
}
