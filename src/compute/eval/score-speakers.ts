import { assignBest } from './assign-best.ts';

/** Somebody speaks, from `start` to `end` in seconds. */
export interface SpeakerTurn {
  readonly speaker: string;
  readonly start: number;
  readonly end: number;
}

/** Seconds of speech, each speaker's counted; their sum by `speech` is the diarization error rate. */
export interface SpeakerErrors {
  readonly speech: number;
  readonly missed: number;
  readonly falseAlarm: number;
  readonly confused: number;
}

/** Seconds on both sides of a reference turn's start and end that do not count: nobody hears them alike. */
const collar = 0.25;

/**
 * Compares who spoke when with the reference, as the NIST evaluations did: with a collar of 0.25 s, speech of several at
 * once included, and with the pairing of speakers that leaves the fewest errors.
 */
export function scoreSpeakers(
  reference: readonly SpeakerTurn[],
  heard: readonly SpeakerTurn[],
): SpeakerErrors {
  const stretches = cutStretches(reference, heard);
  const partners = pairSpeakers(stretches);
  const errors = { speech: 0, missed: 0, falseAlarm: 0, confused: 0 };
  for (const { heard: found, reference: wanted, seconds } of stretches) {
    const right = [...wanted].filter((speaker) => found.has(partners.get(speaker) ?? '')).length;
    errors.speech += seconds * wanted.size;
    errors.missed += seconds * Math.max(0, wanted.size - found.size);
    errors.falseAlarm += seconds * Math.max(0, found.size - wanted.size);
    errors.confused += seconds * (Math.min(wanted.size, found.size) - right);
  }
  return errors;
}

/** Time during which nobody begins or ends. */
interface Stretch {
  readonly seconds: number;
  readonly reference: ReadonlySet<string>;
  readonly heard: ReadonlySet<string>;
}

interface Border {
  readonly at: number;
  readonly side: 'reference' | 'heard' | 'collar';
  readonly speaker: string;
  readonly step: 1 | -1;
}

function cutStretches(reference: readonly SpeakerTurn[], heard: readonly SpeakerTurn[]): Stretch[] {
  const collars = reference
    .flatMap(({ end, start }) => [start, end])
    .map((at) => ({ speaker: '', start: at - collar, end: at + collar }));
  const borders = [
    ...listBorders(reference, 'reference'),
    ...listBorders(heard, 'heard'),
    ...listBorders(collars, 'collar'),
  ].sort((a, b) => a.at - b.at);
  const active = { reference: new Map(), heard: new Map(), collar: new Map() } satisfies Record<
    Border['side'],
    Map<string, number>
  >;
  const stretches: Stretch[] = [];
  for (const [index, { at, side, speaker, step }] of borders.entries()) {
    const speakers: Map<string, number> = active[side];
    const count = (speakers.get(speaker) ?? 0) + step;
    if (count > 0) speakers.set(speaker, count);
    else speakers.delete(speaker);
    const seconds = (borders[index + 1]?.at ?? at) - at;
    if (seconds <= 0 || active.collar.size > 0) continue;
    if (active.reference.size + active.heard.size === 0) continue;
    stretches.push({
      seconds,
      reference: new Set(active.reference.keys()),
      heard: new Set(active.heard.keys()),
    });
  }
  return stretches;
}

function listBorders(turns: readonly SpeakerTurn[], side: Border['side']): Border[] {
  return turns
    .filter(({ end, start }) => end > start)
    .flatMap(({ end, speaker, start }) => [
      { at: start, side, speaker, step: 1 as const },
      { at: end, side, speaker, step: -1 as const },
    ]);
}

/** For each speaker of the reference the one that was heard for them. */
function pairSpeakers(stretches: readonly Stretch[]): Map<string, string> {
  const wanted = [...new Set(stretches.flatMap(({ reference }) => [...reference]))];
  const found = [...new Set(stretches.flatMap(({ heard }) => [...heard]))];
  const rows = new Map(wanted.map((speaker, index) => [speaker, index]));
  const columns = new Map(found.map((speaker, index) => [speaker, index]));
  const together = wanted.map(() => found.map(() => 0));
  for (const { heard, reference, seconds } of stretches) {
    for (const one of reference) {
      const row = together[rows.get(one) ?? -1] ?? [];
      for (const other of heard)
        row[columns.get(other) ?? -1] = (row[columns.get(other) ?? -1] ?? 0) + seconds;
    }
  }
  return new Map(
    assignBest(together).flatMap((column, row) => {
      const [one, other] = [wanted[row], found[column]];
      return one === undefined || other === undefined ? [] : [[one, other] as const];
    }),
  );
}
