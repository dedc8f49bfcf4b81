/** Milliseconds over which bytes are counted: long enough to be calm, short enough to be true. */
const span = 6_000;

interface Sample {
  readonly at: number;
  readonly sent: number;
}

/** Bytes a second of one upload: `measure(sent, now)` with each progress; undefined until there is something to tell. */
export function createPace(): (sent: number, now: number) => number | undefined {
  let samples: Sample[] = [];
  return (sent, now) => {
    const last = samples.at(-1);
    // It went on from an earlier place: what was counted is of another try.
    if (last && sent < last.sent) samples = [];
    samples.push({ at: now, sent });
    while (samples.length > 2 && now - (samples[0]?.at ?? now) > span) samples.shift();
    const first = samples[0] ?? { at: now, sent };
    const seconds = (now - first.at) / 1000;
    return seconds < 0.5 ? undefined : (sent - first.sent) / seconds;
  };
}
