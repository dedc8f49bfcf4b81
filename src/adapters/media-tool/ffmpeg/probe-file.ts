import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import type { MediaFacts } from '../../../wire/event-message.ts';
import { allowedFormats, type Confinement, inputName, inputOptions, rejectKilled } from './confinement.ts';
import { isOggCut } from './is-ogg-cut.ts';
import { readWavLength } from './read-wav-length.ts';

const entries = [
  'format=format_name,duration,probe_score',
  'stream=codec_type,codec_name,sample_rate,channels,duration',
  'stream_disposition=attached_pic',
  'stream_tags=DURATION',
].join(':');

const numeral = z.coerce.number().optional().catch(undefined);
const streamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  sample_rate: numeral,
  channels: numeral,
  duration: numeral,
  disposition: z.object({ attached_pic: z.number() }).partial().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
const answerSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({ format_name: z.string(), duration: numeral, probe_score: z.number().default(100) }),
});
type Answer = z.infer<typeof answerSchema>;
type Stream = z.infer<typeof streamSchema>;

/** A demuxer's score for "one frame header somewhere": random bytes reach it. */
const chanceScore = 1;

export async function probeFile(
  confinement: Confinement,
  path: string,
  signal: AbortSignal | undefined,
): Promise<MediaFacts> {
  // "warning", because that is where it says that a duration is a guess.
  const args = [
    '-hide_banner',
    '-v',
    'warning',
    ...inputOptions,
    '-show_entries',
    entries,
    '-of',
    'json',
    inputName,
  ];
  const run = await confinement.collect('ffprobe', args, { path, signal, timeLimit: 60, cpuSeconds: 30 });
  if (run.killedFor === 'abort') throw new EfirError('cancelled');
  rejectKilled(run.exit, run.killedFor);
  if (run.exit.code !== 0) throw judgeFailure(run);
  const answer = parseAnswer(run.output);
  if (answer.format.probe_score <= chanceScore)
    throw new EfirError('media-unrecognised', { found: 'unknown data' });
  const format = answer.format.format_name;
  const audio = answer.streams.find((stream) => stream.codec_type === 'audio');
  if (!audio) throw new EfirError('media-no-audio', { found: format });
  if (!audio.codec_name || !audio.sample_rate || !audio.channels) {
    throw new EfirError('media-damaged', { detail: `${format}: unknown audio codec` });
  }
  return {
    format,
    codec: audio.codec_name,
    sample_rate: audio.sample_rate,
    channels: audio.channels,
    ...(await findDuration(path, answer, audio, run.errors)),
    ...(format === 'ogg' && (await isOggCut(path)) && { cut: true }),
  };
}

/**
 * The length of the audio: what its track says, else what the container says, 0 when neither does. Guesses are marked:
 * by file size (plain MP3, ADTS), or of a container that counts its picture too.
 */
async function findDuration(path: string, answer: Answer, audio: Stream, errors: string) {
  if (answer.format.format_name === 'wav') {
    const announced = await readWavLength(path);
    if (announced !== undefined) return { duration: announced };
  }
  const own = audio.duration ?? parseClock(audio.tags?.['DURATION']);
  const duration = Math.max(0, own ?? answer.format.duration ?? 0);
  const hasPicture = answer.streams.some(
    (stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1,
  );
  const guessed = errors.includes('Estimating duration from bitrate') || (own === undefined && hasPicture);
  return guessed ? { duration, duration_estimated: true } : { duration };
}

function judgeFailure(run: Awaited<ReturnType<Confinement['collect']>>): EfirError {
  if (run.exit.signal || run.killedFor)
    return new EfirError('media-damaged', { detail: 'it takes too long to open' });
  // A line of one of our demuxers means that the format was known and its content was not in order.
  const lines = [...run.errors.matchAll(/^\[(\S+) @ \w+\] (.+)$/gm)];
  const complaint = lines.findLast(([, names = '']) =>
    names.split(',').some((name) => allowedFormats.includes(name)),
  );
  if (complaint) return new EfirError('media-damaged', { detail: complaint[2] ?? '' });
  return new EfirError('media-unrecognised', { found: 'unknown data' });
}

function parseAnswer(output: string): Answer {
  try {
    return answerSchema.parse(JSON.parse(output));
  } catch (thrown) {
    throw new EfirError('media-damaged', { detail: 'no readable answer from ffprobe' }, { cause: thrown });
  }
}

/** Matroska's "00:01:11.040000000". */
function parseClock(clock: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(clock ?? '') ?? [];
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
