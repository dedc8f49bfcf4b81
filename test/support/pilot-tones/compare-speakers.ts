/** Somebody speaks, in seconds. */
interface SpokenTurn {
  readonly start: number;
  readonly end: number;
  readonly speaker: number;
}

/** Frames of 10 ms. */
export interface SpeakerFrames {
  /** In which one person speaks. */
  readonly spoken: number;
  /** Of those: only somebody else was heard. */
  readonly confused: number;
  /** Nobody was heard. */
  readonly missed: number;
  /** In which nobody speaks, and somebody was heard. */
  readonly invented: number;
  /** In which two speak; and how many of those in which both were heard. */
  readonly both: number;
  readonly bothHeard: number;
}

/** Holds who was heard against who spoke, frame by frame; heard speakers stand for those whom they share most with. */
export function compareSpeakers(
  truth: readonly SpokenTurn[],
  heard: readonly SpokenTurn[],
  seconds: number,
): SpeakerFrames {
  const frames = Math.floor(seconds * 100);
  const [said, told] = [fill(truth, frames), fill(heard, frames)];
  const standsFor = pair(said, told);
  const counts = { spoken: 0, confused: 0, missed: 0, invented: 0, both: 0, bothHeard: 0 };
  said.forEach((speakers, frame) => {
    const found = new Set([...(told[frame] ?? [])].map((one) => standsFor.get(one)));
    const [one] = speakers;
    if (one === undefined) counts.invented += Number(found.size > 0);
    else if (speakers.size > 1) {
      counts.both++;
      counts.bothHeard += Number([...speakers].every((speaker) => found.has(speaker)));
    } else {
      counts.spoken++;
      counts.missed += Number(found.size === 0);
      counts.confused += Number(found.size > 0 && !found.has(one));
    }
  });
  return counts;
}

function fill(turns: readonly SpokenTurn[], frames: number): Set<number>[] {
  const filled = Array.from({ length: frames }, () => new Set<number>());
  for (const { start, end, speaker } of turns) {
    for (let frame = Math.ceil(start * 100); frame < Math.min(frames, Math.floor(end * 100)); frame++) {
      filled[frame]?.add(speaker);
    }
  }
  return filled;
}

function pair(said: readonly Set<number>[], told: readonly Set<number>[]): Map<number, number> {
  const shared = new Map<number, Map<number, number>>();
  told.forEach((speakers, frame) => {
    for (const one of speakers) {
      const row = shared.get(one) ?? new Map<number, number>();
      shared.set(one, row);
      for (const other of said[frame] ?? []) row.set(other, (row.get(other) ?? 0) + 1);
    }
  });
  return new Map(
    [...shared].map(([one, row]) => [one, [...row].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? -1]),
  );
}
