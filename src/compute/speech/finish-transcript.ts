import type { OpenedEngine } from '../../ports/speech-engine.ts';
import type { MediaFacts, Note, SpeakerCount, WorkerEvent } from '../../wire/event-message.ts';
import type { TaskMessage } from '../../wire/task-message.ts';
import { compareLength } from './compare-length.ts';
import { noteUnintelligible } from './count-unintelligible.ts';
import type { KeptDetectors } from './keep-detectors.ts';
import { guessLanguage } from './language/guess-language.ts';
import type { GuideOutcome } from './language/keep-book.ts';
import { note, type RunOutcome } from './stages/assemble.ts';
import type { DecodedChannels } from './stages/decode.ts';
import type { DiarizeOutcome } from './stages/diarize.ts';

/** What a run came to. */
export interface FinishedRun {
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
export function finishTranscript(run: FinishedRun): WorkerEvent {
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

function listNotes(run: FinishedRun, language: string): Note[] {
  const { message, wanted, facts, opened, detectors, outcome, heard, voices } = run;
  const { engine } = opened.engine.description;
  const deaf = message.hot_words?.length && !heard.description.capabilities.hotWords && outcome.hasWords;
  const assumed = wanted === undefined && !heard.clear && outcome.hasWords;
  return [
    ...(opened.fallback ? [note('engine-fallback', { ...opened.fallback, engine })] : []),
    ...(heard.quality === 'low' ? [note('low-quality-engine', { engine: heard.description.engine })] : []),
    ...(detectors.fallback ? [note('speech-detector-fallback', { ...detectors.fallback })] : []),
    ...(message.by_channel && facts.channels < 2 ? [note('single-channel')] : []),
    ...voices.notes,
    ...(outcome.hasWords || outcome.unintelligible.count > 0 ? [] : [note('no-speech')]),
    ...noteUnintelligible([], outcome.unintelligible),
    ...(deaf ? [note('hot-words-unsupported', { engine: heard.description.engine })] : []),
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
