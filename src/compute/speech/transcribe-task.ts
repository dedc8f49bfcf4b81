import { EfirError, toEfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { EngineRequest, OpenedEngine, SpeechEngines } from '../../ports/speech-engine.ts';
import type { MediaFacts, Note, SpeakerCount, WorkerEvent } from '../../wire/event-message.ts';
import type { TaskMessage } from '../../wire/task-message.ts';
import { defineTask } from '../define-task.ts';
import { chooseChannels } from './choose-channels.ts';
import { compareLength } from './compare-length.ts';
import { guessLanguage } from './guess-language.ts';
import { type GuideOutcome, guideLanguage } from './guide-language.ts';
import { withHeartbeat } from './heartbeat.ts';
import { type KeptDetectors, keepDetectors } from './keep-detectors.ts';
import { parseLanguage } from './language.ts';
import { assemble, note, type RunOutcome } from './stages/assemble.ts';
import { type DecodedChannels, decode, decodeChannels } from './stages/decode.ts';
import { type DiarizeOutcome, diarize } from './stages/diarize.ts';
import { findSpeech } from './stages/find-speech.ts';
import { identify } from './stages/identify.ts';
import { join } from './stages/join.ts';
import { mergeChannels } from './stages/merge-channels.ts';
import { pack } from './stages/pack.ts';
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
  const listen = async (samples: AsyncIterable<Float32Array>) => {
    const speech = findSpeech(samples, await detectors.open(signal), signal);
    return pack(speech, { maxPieceSeconds: description.maxPieceSeconds });
  };
  const pieces = mergeChannels(await Promise.all(audio.streams.map(listen)), channels);
  const guide = await guideLanguage({ engines, opened: engine, request, logger, signal });
  const resumeFrom = message.resume_from;
  const identified = identify(pieces, { direct: guide.direct, resumeFrom, standard: engine });
  const recognised = recognise(identified, engine, {
    resumeFrom,
    storedUntil: message.resume_until,
    language: wanted,
    hotWords: message.hot_words,
    signal,
  });
  const joined = join(recognised, {
    firstSegment: message.resume_segments,
    storedUntil: message.resume_until,
    spellings: message.spellings,
  });
  const outcome = yield* assemble(joined, { storedSegments: message.resume_segments });
  const voices = yield* tellVoices(message, outcome, () =>
    diarize(decode(media, path, { maxDuration, timeLimit, signal }), (stop) => engines.openDiarizer(stop), {
      resumeBlocks: message.resume_blocks,
      speakers: message.speakers,
      signal,
    }),
  );
  const heard = guide.outcome();
  yield finish({ message, wanted, facts, opened, detectors, audio, outcome, heard, voices });
}

/** A second way through the recording, where somebody wants to know who said what and anything was said. */
async function* tellVoices(
  message: TaskMessage,
  { hasWords }: RunOutcome,
  tell: () => AsyncGenerator<WorkerEvent, DiarizeOutcome, void>,
): AsyncGenerator<WorkerEvent, DiarizeOutcome, void> {
  if (message.diarize && !message.by_channel && hasWords) return yield* tell();
  return { blocks: message.resume_blocks, notes: [] };
}

/** Ends the work with `task-timeout`, unless it is over before. */
function abortAfter(seconds: number, late: AbortController): Disposable {
  const timer = setTimeout(() => late.abort(new EfirError('task-timeout', { seconds })), seconds * 1000);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

interface Finish {
  readonly message: TaskMessage;
  readonly wanted: string | undefined;
  readonly facts: MediaFacts;
  readonly opened: OpenedEngine;
  readonly detectors: KeptDetectors;
  readonly audio: DecodedChannels;
  readonly outcome: RunOutcome;
  readonly heard: GuideOutcome;
  readonly voices: DiarizeOutcome;
}

/** The final event. Throws `media-truncated` when far less came out than the file announces. */
function finish(run: Finish): WorkerEvent {
  const { message, wanted, audio, outcome, heard, voices } = run;
  const shortness = compareLength(run.facts, audio.decoded);
  const { engine, model, languages } = heard.description;
  const language = wanted ?? heard.language ?? guessLanguage('', languages);
  return {
    type: 'succeeded',
    pieces: outcome.pieces,
    blocks: voices.blocks,
    ...(voices.blocks > 0 && { speakers: countSpeakers(message) }),
    language,
    engine,
    model,
    quality: heard.quality,
    duration: Math.round(audio.decoded * 1000) / 1000,
    notes: [...listNotes(run, language), ...shortness],
  };
}

function listNotes(run: Finish, language: string): Note[] {
  const { message, wanted, facts, opened, detectors, outcome, heard, voices } = run;
  const { engine } = opened.engine.description;
  const assumed = wanted === undefined && !heard.clear && outcome.hasWords;
  return [
    ...(opened.fallback ? [note('engine-fallback', { ...opened.fallback, engine })] : []),
    ...(heard.quality === 'low' ? [note('low-quality-engine', { engine: heard.description.engine })] : []),
    ...(detectors.fallback ? [note('speech-detector-fallback', { ...detectors.fallback })] : []),
    ...(message.by_channel && facts.channels < 2 ? [note('single-channel')] : []),
    ...voices.notes,
    ...(outcome.hasWords ? [] : [note('no-speech')]),
    ...(assumed ? [note('language-assumed', { language })] : []),
    ...(heard.languages.length > 1
      ? [note('several-languages', { languages: heard.languages.join(' ') })]
      : []),
  ];
}

function countSpeakers({ speakers, min_speakers, max_speakers }: TaskMessage): SpeakerCount {
  return {
    ...(speakers !== undefined && { exactly: speakers }),
    ...(min_speakers !== undefined && { least: min_speakers }),
    ...(max_speakers !== undefined && { most: max_speakers }),
  };
}

function toEngineRequest(
  { engine, model }: TaskMessage,
  language: string | undefined,
  { duration }: MediaFacts,
): EngineRequest {
  return {
    ...(engine && { engine }),
    ...(model && { model }),
    ...(language && { language }),
    ...(duration > 0 && { seconds: duration }),
  };
}

function toCancelled(signal: AbortSignal): EfirError {
  return signal.reason instanceof EfirError
    ? signal.reason
    : new EfirError('cancelled', {}, { cause: signal.reason });
}
