import { assembleTranscript, type NoteTexts } from '../compute/speech/assemble-transcript.ts';
import { settleSpeakers } from '../compute/speech/assign-speakers.ts';
import { countUnintelligible, noteUnintelligible } from '../compute/speech/count-unintelligible.ts';
import { addDiarizer, addHearing, nothingHeard } from '../compute/speech/past/add-hearing.ts';
import type { DiarizedTurns } from '../compute/speech/speakers/speech-map.ts';
import { type TranscribeContext, transcribeTask } from '../compute/speech/transcribe-task.ts';
import type { Transcript } from '../compute/speech/transcript.ts';
import { EfirError } from '../core/errors.ts';
import { sleep } from '../core/time.ts';
import type { MediaFacts, Segment, WorkerEvent } from '../wire/event-message.ts';
import type { PastHearing } from '../wire/past-hearing.ts';
import type { TaskMessage } from '../wire/task-message.ts';
import { judgeFailure } from '../work/judge-failure.ts';

export interface AloneOptions {
  /** Words the notes of the transcript. */
  readonly texts: NoteTexts;
  readonly signal: AbortSignal;
  /** What there is so far; called with every sign of life that says something new. */
  readonly onProgress: (gathered: Gathered) => void;
  /** A try failed, and another one follows. */
  readonly onRetry: (failure: EfirError) => void;
}

/** What the tries of one recording have come to. */
export interface Gathered {
  readonly pieces: number;
  readonly segments: readonly Segment[];
  /** Once somebody has looked. */
  readonly media: MediaFacts | undefined;
  /** Seconds of the recording. */
  readonly processed: number;
}

/**
 * The worker's code on one recording, without a database: runs the task until it succeeds or its policy gives it up, and
 * each try goes on behind the last finished piece. Rejects with what gave it up, and with `cancelled`.
 */
export async function transcribeAlone(
  work: TranscribeContext,
  message: TaskMessage,
  options: AloneOptions,
): Promise<Transcript> {
  const state: State = {
    hearing: nothingHeard,
    pieces: 0,
    segments: [],
    blocks: [],
    media: undefined,
    processed: 0,
  };
  let counters = noFailures;
  for (;;) {
    const before = countCheckpoints(state);
    try {
      return await gather(work, { ...message, ...resume(state) }, state, options);
    } catch (thrown) {
      if (!(thrown instanceof EfirError) || options.signal.aborted) throw thrown;
      const fate = judge(thrown, countCheckpoints(state) > before ? noFailures : counters);
      counters = fate.counters;
      options.onRetry(thrown);
      await sleep(fate.delay * 1000, options.signal);
    }
  }
}

interface State extends Gathered {
  hearing: PastHearing;
  pieces: number;
  readonly segments: Segment[];
  readonly blocks: DiarizedTurns[];
  media: MediaFacts | undefined;
  processed: number;
}

function countCheckpoints({ pieces, blocks }: State): number {
  return pieces + blocks.length;
}

/** Where the next try goes on. */
function resume({ hearing, pieces, segments, blocks }: State) {
  return {
    resume_from: pieces,
    resume_segments: segments.length,
    resume_until: segments.reduce((latest, segment) => Math.max(latest, segment.end), 0),
    past_hearing: hearing,
    resume_blocks: blocks.length,
  };
}

type Counters = Parameters<typeof judgeFailure>[1];
const noFailures: Counters = { failures: 0, losses: 0, failures_by_code: {} };

/**
 * When to try again. Throws when the task is given up; a model that cannot be downloaded is not waited for, because
 * whoever asked is there and can see to the network.
 */
function judge(failure: EfirError, counters: Counters): { counters: Counters; delay: number } {
  if (failure.code === 'model-download-failed') throw failure;
  const reported = { ...failure.toRecord(), transient: failure.transient };
  const fate = judgeFailure(transcribeTask.retry, counters, reported);
  if ('delay' in fate) return fate;
  throw fate.dead.code === failure.code ? failure : EfirError.fromRecord(fate.dead);
}

async function gather(
  work: TranscribeContext,
  message: TaskMessage,
  state: State,
  { onProgress, signal, texts }: AloneOptions,
): Promise<Transcript> {
  for await (const event of transcribeTask.run(work, message, signal)) {
    if (event.type === 'succeeded') {
      // The last try counts its own pieces only.
      const notes = noteUnintelligible(event.notes, countUnintelligible(state.segments));
      const settled = settleSpeakers(state.segments, state.blocks, { ...event, notes });
      return assembleTranscript({ ...event, ...settled }, texts);
    }
    if (apply(event, state)) onProgress(state);
  }
  throw signal.aborted
    ? new EfirError('cancelled')
    : new EfirError('internal', { detail: 'the run ended without a result' });
}

function apply(event: WorkerEvent, state: State): boolean {
  if (event.type === 'probed') state.media = event.media;
  if (event.type === 'segment') {
    state.pieces = event.piece + 1;
    state.segments.push(...event.segments);
    state.hearing = addHearing(state.hearing, event);
  }
  if (event.type === 'turns') {
    // Another diarizer begins with the first block again.
    if (event.block === 0) state.blocks.length = 0;
    state.blocks.push(event);
    state.hearing = addDiarizer(state.hearing, event.diarizer);
  }
  if (event.type === 'segment' || event.type === 'progress') state.processed = event.processed;
  return event.type === 'probed' || event.type === 'segment' || event.type === 'progress';
}
