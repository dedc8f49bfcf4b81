import type { OpenedEngine } from '../../ports/speech-engine.ts';
import type { MediaFacts, Note, SpeakerCount, WorkerEvent } from '../../wire/event-message.ts';
import type { TaskMessage } from '../../wire/task-message.ts';
import { compareLength } from './compare-length.ts';
import { noteUnintelligible } from './count-unintelligible.ts';
import type { KeptDetectors } from './keep-detectors.ts';
import { guessLanguage } from './language/guess-language.ts';
import { mergeNotes } from './past/merge-notes.ts';
import type { Seam } from './past/plan-seam.ts';
import type { HeardSum } from './past/sum-parts.ts';
import { note, type RunOutcome } from './stages/assemble.ts';
import type { DecodedChannels } from './stages/decode.ts';
import type { DiarizeOutcome } from './stages/diarize.ts';

/** What a run came to. */
export interface FinishedRun {
  readonly message: TaskMessage;
  readonly wanted: string | undefined;
  readonly facts: MediaFacts;
  readonly opened: OpenedEngine;
  /** Of this run, as `noteRun` gives them. */
  readonly notes: readonly Note[];
  readonly audio: DecodedChannels;
  readonly outcome: RunOutcome;
  readonly heard: HeardSum;
  readonly voices: DiarizeOutcome;
}

/** The final event. Throws `media-truncated` when far less came out than the file announces. */
export function finishTranscript(run: FinishedRun): WorkerEvent {
  const { message, wanted, audio, outcome, heard, voices } = run;
  const shortness = compareLength(run.facts, audio.decoded);
  const { description } = run.opened.engine;
  const { engine, model } = heard.most ?? description;
  const language = wanted ?? heard.language ?? guessLanguage('', description.languages);
  return {
    type: 'succeeded',
    pieces: outcome.pieces,
    blocks: voices.blocks,
    ...(voices.blocks > 0 && { speakers: countSpeakers(message) }),
    language,
    engine,
    model,
    quality: findQuality(run),
    duration: Math.round(audio.decoded * 1000) / 1000,
    notes: mergeNotes(listNotes(run, language), shortness),
  };
}

/** Rough, where anything was heard by a rough engine; where nothing was, as the engine is that was to hear. */
function findQuality({ heard, opened }: FinishedRun): 'full' | 'low' {
  if (heard.rough !== undefined) return 'low';
  return heard.most ? 'full' : opened.engine.description.quality;
}

/** What stands in for what in a run, and where it goes on otherwise than the one before it began. */
export function noteRun({
  opened,
  detectors,
  seam,
}: {
  readonly opened: OpenedEngine;
  readonly detectors: KeptDetectors;
  readonly seam: Seam;
}): Note[] {
  const { engine } = opened.engine.description;
  return [
    ...(opened.fallback ? [note('engine-fallback', { ...opened.fallback, engine })] : []),
    ...(detectors.fallback ? [note('speech-detector-fallback', { ...detectors.fallback })] : []),
    ...seam.notes,
  ];
}

function listNotes(run: FinishedRun, language: string): Note[] {
  const { message, wanted, facts, outcome, heard, voices } = run;
  const rough =
    heard.rough ?? (findQuality(run) === 'low' ? run.opened.engine.description.engine : undefined);
  const assumed = wanted === undefined && !heard.clear && outcome.hasWords;
  return [
    ...mergeNotes(message.past_hearing?.notes ?? [], run.notes),
    ...(rough === undefined ? [] : [note('low-quality-engine', { engine: rough })]),
    ...(message.by_channel && facts.channels < 2 ? [note('single-channel')] : []),
    ...voices.notes,
    ...(outcome.hasWords || outcome.unintelligible.count > 0 ? [] : [note('no-speech')]),
    ...noteUnintelligible([], outcome.unintelligible),
    ...(message.hot_words?.length && heard.deaf !== undefined
      ? [note('hot-words-unsupported', { engine: heard.deaf })]
      : []),
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
