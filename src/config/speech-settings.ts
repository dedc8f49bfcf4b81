import { z } from 'zod';
import { routes, routesWords } from './read-routes.ts';
import {
  decimal,
  duration,
  durationWords,
  flag,
  optional,
  setting,
  size,
  sizeWords,
  text,
  url,
  whole,
} from './setting.ts';

const devices = ['cpu', 'cuda', 'auto'] as const;
/** The names that faster-whisper has, and which files of a model they come to; without a word: those that there are. */
const computeTypes = new Map<string, 'int8' | 'float' | undefined>([
  ['auto', undefined],
  ['default', undefined],
  ...['int8', 'int8_float32', 'int8_float16', 'int8_bfloat16'].map((name) => [name, 'int8'] as const),
  ...['int16', 'float16', 'bfloat16', 'float32'].map((name) => [name, 'float'] as const),
]);
const whisperNames: Readonly<Record<string, string>> = { large: 'large-v3', turbo: 'large-v3-turbo' };

/** The settings of what recognises: engines, models, and what they may use of the machine. */
export const speechSettings = {
  EFIR_ENGINE: setting({
    accepts: 'auto, sherpa-onnx, whisper-cpp, pocketsphinx, transcribe-server, openai-compatible or scripted',
    about:
      'Speech engine when a request names none; auto: the servers of TRANSCRIBE_SERVER_URL when it is set, else the best one here',
    schema: z.enum([
      'auto',
      'sherpa-onnx',
      'whisper-cpp',
      'pocketsphinx',
      'transcribe-server',
      'openai-compatible',
      'scripted',
    ]),
    standard: 'auto',
  }),
  WHISPER_CPP_SERVER: optional({
    accepts: 'the path of a program',
    about:
      "whisper.cpp's whisper-server, for the engine whisper-cpp and models of one ggml-*.bin file; default: the one on the PATH",
    schema: text,
  }),
  OPENAI_COMPATIBLE_URL: optional({
    accepts: 'an http:// or https:// address without a password, with or without /v1',
    about:
      'Server with POST /v1/audio/transcriptions (OpenAI, speaches, vLLM, another Efir) for the engine openai-compatible: recordings go there',
    schema: url('http', 'https').refine((value) => new URL(value).username === ''),
  }),
  OPENAI_COMPATIBLE_KEY: optional({
    accepts: 'a key of up to 1000 characters without blanks',
    about: 'Key for OPENAI_COMPATIBLE_URL',
    schema: z.string().regex(/^[\x21-\x7e]{1,1000}$/),
  }),
  OPENAI_COMPATIBLE_MODEL: setting({
    accepts: 'the name of a model',
    about: 'Model that OPENAI_COMPATIBLE_URL is asked for',
    schema: z.string().regex(/^[^\p{Cc}]{1,200}$/u),
    standard: 'whisper-1',
  }),
  EFIR_MODEL: setting({
    accepts: 'a model of `efir models list`',
    about: 'Speech model when a request names none',
    schema: text,
    standard: 'parakeet-tdt-0.6b-v3-int8',
  }),
  SPEECH_ROUTES: setting({
    accepts: routesWords,
    about: 'Which model or engine hears which language, before the best that is installed',
    schema: routes,
    standard: '',
  }),
  WHISPER_MODEL: optional({
    accepts: 'tiny, base, small, medium, large-v3, large, large-v3-turbo or turbo',
    about: 'Speech model by its Whisper name, where EFIR_MODEL is not given',
    schema: z
      .enum(['tiny', 'base', 'small', 'medium', 'large-v3', 'large', 'large-v3-turbo', 'turbo'])
      .transform((name) => `whisper-${whisperNames[name] ?? name}`),
  }),
  SPEECH_DEVICE: setting({
    accepts: 'cpu, cuda or auto',
    about:
      'Where speech models run; auto: on a graphics card where there is one and the engine has a build for it, else on the processor',
    schema: z.enum(devices),
    standard: 'auto',
  }),
  WHISPER_DEVICE: optional({
    accepts: 'cpu, cuda or auto',
    about: 'The same, where SPEECH_DEVICE is not given',
    schema: z.enum(devices),
  }),
  WHISPER_COMPUTE_TYPE: setting({
    accepts: [...computeTypes.keys()].join(', '),
    about:
      'How speech models count, where a model has files for both: with int8, or with full numbers (float32 and its like)',
    schema: z.enum([...computeTypes.keys()]).transform((name) => computeTypes.get(name)),
    standard: 'auto',
  }),
  WHISPER_FAST_MODE: setting({
    accepts: 'true or false',
    about: 'Whether the fastest installed model that knows the language is taken before EFIR_MODEL',
    schema: flag,
    standard: 'false',
  }),
  SPEECH_DETECTOR: setting({
    accepts: 'auto, silero or energy',
    about:
      'What tells speech from other sound; energy: loudness alone, without a model; auto: silero where it can be had',
    schema: z.enum(['auto', 'silero', 'energy']),
    standard: 'auto',
  }),
  DIARIZER: setting({
    accepts: 'auto, sherpa-onnx or scripted',
    about:
      'What tells speakers apart; auto: the two models of `efir models pull diarization`, once they are there',
    schema: z.enum(['auto', 'sherpa-onnx', 'scripted']),
    standard: 'auto',
  }),
  ENGINE_THREADS: setting({
    accepts:
      'a whole number, 0 to 64 (0: one, with a piece of speech on each core, where the engine can do that)',
    about: 'Threads of one piece of speech; as many pieces are worked on at once as the cores have room for',
    schema: whole(0, 64),
    standard: '0',
  }),
  WORKER_SLOTS: setting({
    accepts: 'a whole number, 0 to 64 (0: two for each core, at least 4)',
    about:
      'Recordings that one worker has in work at once; they share the cores, and the last place is kept for a short one',
    schema: whole(0, 64),
    standard: '0',
  }),
  MODEL_MEMORY: optional({
    accepts: sizeWords,
    about:
      'Memory that the speech models of one worker may take together; default: four fifths of what the machine or its container has',
    schema: size,
  }),
  MODEL_IDLE: setting({
    accepts: `${durationWords}; 0s: never`,
    about: 'A speech model that was not used for this long is unloaded',
    schema: duration,
    standard: '15m',
  }),
  SCRIPTED_CPU_SECONDS: setting({
    accepts: 'a number from 0',
    about: 'CPU seconds that the scripted engine burns per second of audio',
    schema: decimal,
    standard: '0.06',
  }),
  MODEL_SOURCE: setting({
    accepts: 'an http:// or https:// URL',
    about: 'Where speech models are downloaded from: Hugging Face, or a mirror of it',
    schema: url('http', 'https'),
    standard: 'https://huggingface.co',
  }),
  MODEL_DOWNLOADS: setting({
    accepts: 'true or false',
    about: 'Whether missing models are downloaded: the default one, and those that tell speech and speakers',
    schema: flag,
    standard: 'true',
  }),
  SYSTEM_INSTALLS: setting({
    accepts: 'true or false',
    about: 'Whether a missing ffmpeg or pocketsphinx is installed with the system package manager',
    schema: flag,
    standard: 'true',
  }),
} as const;
