import { EfirError } from '../core/errors.ts';
import type { Spelling, TaskMessageInput } from './task-message.ts';

/** What may be asked of a transcription, by the same names at every door. */
export interface TranscriptionOptions {
  readonly language?: string | undefined;
  readonly model?: string | undefined;
  readonly diarize?: boolean | undefined;
  readonly speakers?: number | undefined;
  readonly min_speakers?: number | undefined;
  readonly max_speakers?: number | undefined;
  /** Each channel is one speaker. */
  readonly by_channel?: boolean | undefined;
  readonly hot_words?: readonly string[] | undefined;
  readonly spellings?: readonly Spelling[] | undefined;
}

export const mostSpeakers = 50;

/**
 * Checks what is said of speakers, and understands a number of them as the wish to tell them apart. Throws
 * `request-invalid` for what contradicts itself.
 */
export function settleSpeakerOptions<Options extends TranscriptionOptions>(options: Options): Options {
  const { by_channel, diarize, max_speakers: most, min_speakers: least, speakers } = options;
  const counted = [speakers, least, most].some((number) => number !== undefined);
  if (speakers !== undefined && (least ?? most) !== undefined)
    throw refuse('speakers: give their number, or min_speakers and max_speakers, not both');
  if (least !== undefined && most !== undefined && least > most)
    throw refuse(`min_speakers: ${least} is more than max_speakers, which is ${most}`);
  if (by_channel === true && counted)
    throw refuse('by_channel: each channel is one speaker, so no number of speakers goes with it');
  if (diarize === false && (counted || by_channel === true))
    throw refuse('diarize: false does not go with speakers, min_speakers, max_speakers and by_channel');
  return counted ? { ...options, diarize: true } : options;
}

/** The options as a worker is told of them. */
export function writeTaskOptions(
  options: TranscriptionOptions,
): Pick<TaskMessageInput, keyof TranscriptionOptions> {
  const { by_channel, diarize, hot_words, language, max_speakers, min_speakers, model, speakers, spellings } =
    options;
  return {
    diarize: diarize ?? false,
    ...(language === undefined ? {} : { language }),
    ...(model === undefined ? {} : { model }),
    ...(speakers === undefined ? {} : { speakers }),
    ...(min_speakers === undefined ? {} : { min_speakers }),
    ...(max_speakers === undefined ? {} : { max_speakers }),
    ...(by_channel === true ? { by_channel } : {}),
    ...(hot_words && hot_words.length > 0 ? { hot_words: [...hot_words] } : {}),
    ...(spellings && spellings.length > 0 ? { spellings: [...spellings] } : {}),
  };
}

function refuse(detail: string): EfirError {
  return new EfirError('request-invalid', { detail });
}
