import { z } from 'zod';

const seconds = z.number().meta({ description: 'Seconds' });
const usage = z.object({ type: z.literal('duration'), seconds });
const notes = z
  .array(z.object({ code: z.string(), text: z.string() }))
  .optional()
  .meta({ description: 'What a reader should know: made by a fallback, speakers not told apart, …' });

const transcription = z.object({
  text: z.string(),
  languages: z.array(z.object({ code: z.string() })),
  logprobs: z
    .array(z.object({ token: z.string(), bytes: z.array(z.int()), logprob: z.number() }))
    .optional()
    .meta({ description: 'With `include[]=logprobs`: for each word in place of tokens' }),
  usage,
  notes,
});
const verbose = z.object({
  task: z.literal('transcribe'),
  language: z.string().meta({ example: 'english' }),
  duration: seconds,
  text: z.string(),
  words: z.array(z.object({ word: z.string(), start: seconds, end: seconds })).optional(),
  segments: z
    .array(
      z.object({
        id: z.int(),
        seek: z.int(),
        start: seconds,
        end: seconds,
        text: z.string(),
        tokens: z.array(z.int()),
        temperature: z.number(),
        avg_logprob: z.number().meta({ description: '0 where the engine tells no confidence' }),
        compression_ratio: z.number(),
        no_speech_prob: z.number(),
      }),
    )
    .optional(),
  usage,
  notes,
});
const diarized = z.object({
  task: z.literal('transcribe'),
  duration: seconds,
  text: z.string(),
  segments: z.array(
    z.object({
      type: z.literal('transcript.text.segment'),
      id: z.string(),
      start: seconds,
      end: seconds,
      text: z.string(),
      speaker: z.string(),
    }),
  ),
  usage,
  notes,
});

/** The answers of a transcription, by what was asked for. */
export const transcriptionAnswer = {
  description:
    'The transcript. `X-Recording-Id` leads to the recording on all other routes; `X-Efir-Ignored` names parameters that had no effect, `X-Efir-Notes` what a reader should know.',
  content: {
    'application/json': {
      schema: z.union([transcription, verbose, diarized]).meta({ id: 'Transcription' }),
    },
    'text/plain': { schema: z.string() },
    'application/x-subrip': { schema: z.string() },
    'text/vtt': { schema: z.string() },
    'text/event-stream': { schema: z.string() },
  },
};

const openaiErrorSchema = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string().meta({ example: 'invalid_request_error' }),
      param: z.string().nullable().meta({ description: 'The parameter that is at fault' }),
      code: z.string(),
    }),
  })
  .meta({ id: 'OpenaiError' });

/** How routes of this door may fail. */
export const openaiFailures = { '4xx': openaiErrorSchema, '5xx': openaiErrorSchema };

export const modelSchema = z
  .object({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() })
  .meta({ id: 'Model' });

const text = (description: string) => ({ type: 'string', description });
const number = (description: string) => ({ type: 'number', description });
const list = (items: object, description: string) => ({ type: 'array', items, description });
const ignored = 'Accepted, without effect';

/** The form of a transcription. */
export const transcriptionForm = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file', 'model'],
        properties: {
          file: { type: 'string', format: 'binary' },
          model: text('One of `GET /v1/models`; names of OpenAI mean the default engine'),
          language: text('Code or name of the spoken language; found out when it is not given'),
          response_format: {
            type: 'string',
            enum: ['json', 'text', 'srt', 'vtt', 'verbose_json', 'diarized_json'],
            default: 'json',
          },
          'timestamp_granularities[]': list(
            { type: 'string', enum: ['word', 'segment'] },
            'Of `verbose_json`; segments unless it is given',
          ),
          stream: { type: 'boolean', description: 'Server-sent events; with json, text and diarized_json' },
          'include[]': list({ type: 'string', enum: ['logprobs'] }, 'With json'),
          prompt: text(
            'Its words are listened for: entries of a list with up to three words as they stand, of longer sentences the names',
          ),
          hotwords: text('Words to listen for, with commas or blanks between'),
          temperature: number(ignored),
          chunking_strategy: text(`${ignored}: speech is always found and cut at pauses`),
          'known_speaker_names[]': list(
            { type: 'string' },
            'With diarized_json: at least as many speakers are told apart; whose voice is whose is not known, so they stay A, B, …',
          ),
          'known_speaker_references[]': list({ type: 'string' }, ignored),
          'keywords[]': list(
            { type: 'string' },
            'Words to listen for: the first 200, of up to 100 characters',
          ),
          'languages[]': list({ type: 'string' }, 'A single one is the language; several are without effect'),
        },
      },
    },
  },
};
