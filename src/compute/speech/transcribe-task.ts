import { EfirError, toEfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { EngineRequest, SpeechEngines } from '../../ports/speech-engine.ts';
import type { MediaFacts, WorkerEvent } from '../../wire/event-message.ts';
import type { PastHearing } from '../../wire/past-hearing.ts';
import type { TaskMessage } from '../../wire/task-message.ts';
import { defineTask } from '../define-task.ts';
import { chooseChannels } from './choose-channels.ts';
import { cutPieces } from './cut-pieces.ts';
import { finishTranscript, noteRun } from './finish-transcript.ts';
import { withHeartbeat } from './heartbeat.ts';
import { keepDetectors } from './keep-detectors.ts';
import { guideLanguage } from './language/guide-language.ts';
import { parseLanguage } from './language/parse-language.ts';
import { nothingHeard } from './past/add-hearing.ts';
import { tellHearing } from './past/tell-hearing.ts';
import { assemble } from './stages/assemble.ts';
import { type DecodeStageOptions, decode, decodeChannels } from './stages/decode.ts';
import { type DiarizeOutcome, diarize } from './stages/diarize.ts';
import { identify } from './stages/identify.ts';
import { join } from './stages/join.ts';
import { probe } from './stages/probe.ts';
import { recognise } from './stages/recognise.ts';
import { limitTime, longestTime } from './time-limit.ts';

export interface TranscribeContext {
  readonly media: MediaTool;
  readonly engines: SpeechEngines;
  readonly logger: Logger;
}

/** Milliseconds of wall time without an event before one is made up. */
const heartbeat = 2000;

/**
 * Recording to transcript. Yields `probed`, then a `segment` for each piece (a checkpoint, also without words) with
 * `progress` between, where voices are told apart `turns` for each block (checkpoints as well), at least one event every
 * 2 s, then `succeeded`. Throws the codes of the stages and of
 * `SpeechEngines.open`; `task-timeout` {seconds} when recognising takes far longer than the recording; `cancelled` when
 * the signal fires.
 */
export const transcribeTask = defineTask<TranscribeContext, TaskMessage, WorkerEvent>({
  kind: 'transcribe',
  version: 1,
  timeLimit: longestTime,
  retry: {
    retries: 3,
    delay: 5,
    maxDelay: 30,
    special: {
      'engine-host-died': { limit: 3, delay: 1, becomes: 'recording-kills-engine' },
      // One worker that does not see the volume must not end what others could do.
      'file-not-found': { limit: 3, delay: 5, becomes: 'file-not-found' },
    },
  },
  async *run(context, message, signal) {
    const stop = new AbortController();
    const late = new AbortController();
    const stopped = AbortSignal.any([signal, stop.signal, late.signal]);
    let processed = 0;
    const events = withHeartbeat(transcribe(context, message, stopped, late), {
      interval: heartbeat,
      beat: (): WorkerEvent => ({ type: 'progress', processed }),
      stop: () => stop.abort(new EfirError('cancelled')),
    });
    try {
      for await (const event of events) {
        if (event.type === 'segment' || event.type === 'progress') processed = event.processed;
        yield event;
      }
    } catch (thrown) {
      // What an aborted stage throws is its own affair: outside it is one thing.
      if (signal.aborted) throw toCancelled(signal);
      throw toEfirError(late.signal.aborted ? late.signal.reason : thrown);
    }
  },
});

/** The line itself. */
async function* transcribe(
  { media, engines, logger }: TranscribeContext,
  message: TaskMessage,
  signal: AbortSignal,
  late: AbortController,
): AsyncGenerator<WorkerEvent, void, void> {
  const wanted = parseLanguage(message.language);
  const path = message.file_path;
  const maxDuration = message.max_duration;
  const facts = await probe(media, path, { maxDuration, signal });
  yield { type: 'probed', media: facts };
  const channels = chooseChannels(facts, message.by_channel);

  const request = toEngineRequest(message, wanted, facts);
  const opened = await engines.open(request, signal);
  const { engine } = opened;
  const { description } = engine;
  logger.info(
    { engine: description.engine, model: description.model, duration: facts.duration },
    'transcription begins',
  );

  const timeLimit = limitTime(facts, message);
  using _timer = abortAfter(timeLimit, late);
  const audio = decodeChannels(media, path, channels, { maxDuration, timeLimit, signal });
  await using detectors = keepDetectors(engines);
  const { maxPieceSeconds } = description;
  const cut = await cutPieces(audio.streams, channels, { message, detectors, maxPieceSeconds, signal });
  const resumeFrom = message.resume_from;
  const past = message.past_hearing ?? guessPast(message, channels);
  const languages = { engines, opened: engine, request, past, firstPiece: resumeFrom, logger, signal };
  const guide = await guideLanguage(languages);
  const identified = identify(cut.pieces, { direct: guide.direct, resumeFrom, standard: engine });
  const hotWords = message.hot_words;
  const recognised = recognise(identified, { resumeFrom, language: wanted, hotWords, signal });
  const joined = join(recognised, {
    firstSegment: message.resume_segments,
    storedUntil: message.resume_until,
    tailOf: (channel) => cut.seam.startOf(channel).tail,
    spellings: message.spellings,
  });
  const notes = noteRun({ opened, detectors, seam: cut.seam });
  const outcome = yield* assemble(joined, {
    hasWords: past.parts.length > 0,
    storedPieces: cut.seam.sameCuts ? 0 : resumeFrom,
    describe: tellHearing({ guide, nameDetector: cut.nameDetector, notes }),
  });
  const byVoice = message.diarize && channels.length === 1 && outcome.hasWords;
  const voices = byVoice
    ? yield* tellVoices({ media, engines, logger }, message, { maxDuration, timeLimit, signal })
    : { blocks: message.resume_blocks, notes: [] };
  const heard = guide.outcome();
  yield finishTranscript({ message, wanted, facts, opened, notes, audio, outcome, heard, voices });
}

/** A second way through the recording, where somebody wants to know who said what, and no channels tell. */
function tellVoices(
  { media, engines, logger }: TranscribeContext,
  message: TaskMessage,
  limits: DecodeStageOptions,
): AsyncGenerator<WorkerEvent, DiarizeOutcome, void> {
  return diarize(decode(media, message.file_path, limits), (signal) => engines.openDiarizer(signal), {
    resumeBlocks: message.resume_blocks,
    resumeDiarizer: message.past_hearing?.diarizer,
    speakers: message.speakers,
    onUnavailable: (error) => logger.warn({ error }, 'speakers are not told'),
    signal: limits.signal,
  });
}

/** Ends the work with `task-timeout`, unless it is over before. */
function abortAfter(seconds: number, late: AbortController): Disposable {
  const timer = setTimeout(() => late.abort(new EfirError('task-timeout', { seconds })), seconds * 1000);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/** What little a coordinator tells that does not know how pieces were heard. */
function guessPast(
  { resume_language: language, resume_until: seconds, resume_segments: segments }: TaskMessage,
  channels: readonly (number | undefined)[],
): PastHearing {
  if (segments === 0) return nothingHeard;
  const settled = language === undefined ? {} : { settled: language };
  const begun = { pieces: 0, until: 0, tail: [], ...settled };
  return {
    parts: [{ ...(language !== undefined && { language }), clear: language !== undefined, seconds }],
    channels: channels.map((channel) => ({ ...(channel !== undefined && { channel }), ...begun })),
    notes: [],
  };
}

function toEngineRequest(
  { engine, model, resume_until: stored }: TaskMessage,
  language: string | undefined,
  { duration }: MediaFacts,
): EngineRequest {
  return {
    ...(engine && { engine }),
    ...(model && { model }),
    ...(language && { language }),
    ...(duration > 0 && { seconds: Math.max(0, duration - stored) }),
  };
}

function toCancelled(signal: AbortSignal): EfirError {
  return signal.reason instanceof EfirError
    ? signal.reason
    : new EfirError('cancelled', {}, { cause: signal.reason });
}
