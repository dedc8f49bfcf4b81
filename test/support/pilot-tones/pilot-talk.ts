import { makePilotAudio } from './pilot-audio.ts';
import { speakerAmplitude, speakerTones } from './pilot-diarization.ts';

const sampleRate = 16_000;

/** What one of the pilot speakers says. */
export interface PilotTurn {
  /** From 0 to 3. */
  readonly speaker: number;
  readonly text: string;
  /** Seconds of silence before it; negative: it begins while the one before still speaks. 0.6 when absent. */
  readonly pause?: number;
}

export interface PilotTalk {
  /** 16 kHz mono in [-1, 1]. */
  readonly samples: Float32Array;
  /** The truth, in seconds. */
  readonly turns: readonly { readonly start: number; readonly end: number; readonly speaker: number }[];
  readonly words: readonly {
    readonly text: string;
    readonly start: number;
    readonly end: number;
    readonly speaker: number;
  }[];
}

/** Seconds of a turn before its first word and after its last. */
const margin = 0.3;

/** A conversation in pilot tones; the words of turns that overlap cannot be read, their speakers can. */
export function makePilotTalk(turns: readonly PilotTurn[]): PilotTalk {
  const spoken = turns.map((turn) => ({ ...turn, ...makePilotAudio(turn.text, { carrier: true, margin }) }));
  let end = 0;
  const placed = spoken.map((turn) => {
    const start = Math.max(0, Math.round((end + (turn.pause ?? 0.6)) * sampleRate)) / sampleRate;
    end = Math.max(end, start + turn.samples.length / sampleRate);
    return { ...turn, start, end: start + turn.samples.length / sampleRate };
  });
  const samples = new Float32Array(Math.ceil((end + 0.6) * sampleRate));
  for (const turn of placed) {
    const first = Math.round(turn.start * sampleRate);
    const hertz = speakerTones[turn.speaker] ?? 0;
    turn.samples.forEach((sample, index) => {
      const tone = speakerAmplitude * Math.sin((2 * Math.PI * hertz * index) / sampleRate);
      samples[first + index] = (samples[first + index] ?? 0) + sample + tone;
    });
  }
  return {
    samples,
    turns: placed.map(({ start, end: until, speaker }) => ({ start, end: until, speaker })),
    words: placed.flatMap(({ start, speaker, words }) =>
      words.map((word) => ({ ...word, start: start + word.start, end: start + word.end, speaker })),
    ),
  };
}

const lexicon =
  'so then we went out again and saw the river, which had been quiet all night. nobody could tell why it rose! was it rain? or the snow in the hills'.split(
    ' ',
  );

/** Turns of the given speakers one after the other, 4 to 12 s each, until the talk is that long; always the same. */
export function writePilotTurns(speakers: number, seconds: number): PilotTurn[] {
  const turns: PilotTurn[] = [];
  let place = 0;
  for (let length = 0; length < seconds; ) {
    const speaker = (turns.length * 7 + (turns.length % 5 === 4 ? 1 : 0)) % speakers;
    const count = 6 + ((turns.length * 5) % 9);
    const words = Array.from({ length: count }, () => lexicon[place++ % lexicon.length] ?? '');
    turns.push({ speaker, text: words.join(' ') });
    // 8.3 letters a second, 0.2 s between words.
    length += 1.2 + words.reduce((sum, word) => sum + word.length * 0.12 + 0.15, 0);
  }
  return turns;
}
